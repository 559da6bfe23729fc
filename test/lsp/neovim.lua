-- Opens both nodes of a cluster against the built server and prints what the editor shows, as JSON on one line.
-- Usage: nvim --headless -u NONE -l-like: nvim --headless -u NONE -c "luafile neovim.lua" with HALINT_* set.
local function path(name) return os.getenv("HALINT_FOLDER") .. "/" .. name end

local client = vim.lsp.start_client({
  name = "halint",
  cmd = { os.getenv("HALINT_NODE"), os.getenv("HALINT_BIN"), "lsp", "--stdio" },
  root_dir = os.getenv("HALINT_FOLDER"),
})

local function open(name)
  vim.cmd("edit " .. path(name))
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

local function rules(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, diagnostic.code .. ":" .. (diagnostic.lnum + 1))
  end
  table.sort(found)
  return found
end

local function has(buffer, rule)
  for _, found in ipairs(rules(buffer)) do
    if found:find(rule, 1, true) == 1 then return true end
  end
  return false
end

local report = {}
local first = open("lb01/keepalived.conf")
local second = open("lb02/keepalived.conf")
vim.wait(20000, function() return has(second, "cluster/several-initial-masters") end, 20)
report.first = rules(first)
report.second = rules(second)

-- The fixes that the editor is offered where the second node says MASTER.
local at = { line = 25, character = 10 }
local answers = vim.lsp.buf_request_sync(second, "textDocument/codeAction", {
  textDocument = { uri = vim.uri_from_bufnr(second) },
  range = { start = at, ["end"] = at },
  context = { diagnostics = {} },
}, 10000)
report.actions = {}
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do table.insert(report.actions, action.title) end
end

-- A change in the first node updates the second: nothing contradicts any more.
for number, line in ipairs(vim.api.nvim_buf_get_lines(first, 0, -1, false)) do
  if line:find("state MASTER", 1, true) then
    local changed = line:gsub("MASTER", "BACKUP")
    vim.api.nvim_buf_set_lines(first, number - 1, number, false, { changed })
  end
end
vim.wait(20000, function() return not has(second, "cluster/several-initial-masters") end, 20)
report.afterChange = rules(second)

io.stdout:write("\n" .. vim.json.encode(report) .. "\n")
vim.cmd("qall!")
