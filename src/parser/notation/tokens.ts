/** The tokens of the grammar's notation. What stands between `<` and `>` has tokens of its own. */
import { createToken, Lexer } from "../chevrotain.ts";

const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /\s+/, group: Lexer.SKIPPED });

export const CommaEllipsis = createToken({ name: "CommaEllipsis", pattern: ",...", label: "',...'" });
export const Ellipsis = createToken({ name: "Ellipsis", pattern: "...", label: "'...'" });
export const OpenBracket = createToken({ name: "OpenBracket", pattern: "[", label: "'['" });
export const CloseBracket = createToken({ name: "CloseBracket", pattern: "]", label: "']'" });
export const OpenBrace = createToken({ name: "OpenBrace", pattern: "{", label: "'{'" });
export const CloseBrace = createToken({ name: "CloseBrace", pattern: "}", label: "'}'" });
export const Bar = createToken({ name: "Bar", pattern: "|", label: "'|'" });
export const Quoted = createToken({ name: "Quoted", pattern: /'[^']+'/, label: "a quoted word" });
export const Text = createToken({
  name: "Text",
  pattern: /(?:(?!,?\.\.\.)[^\s<>[\]{}|'])+/,
  line_breaks: false,
  label: "a word",
});
export const OpenHole = createToken({ name: "OpenHole", pattern: "<", push_mode: "hole", label: "'<'" });

export const CloseHole = createToken({ name: "CloseHole", pattern: ">", pop_mode: true, label: "'>'" });
export const Colon = createToken({ name: "Colon", pattern: ":", label: "':'" });
export const At = createToken({ name: "At", pattern: "@", label: "'@'" });
export const Range = createToken({
  name: "Range",
  pattern: /(?:-?\d+(?:\.\d+)?[a-z%]*)?\.\.(?:-?\d+(?:\.\d+)?[a-z%]*)?/i,
  label: "a range",
});
export const Name = createToken({ name: "Name", pattern: /[a-z\d][\w./-]*?(?=[\s:>])/i, label: "a name" });

export const notationModes = {
  defaultMode: "pattern",
  modes: {
    pattern: [
      WhiteSpace,
      CommaEllipsis,
      Ellipsis,
      OpenBracket,
      CloseBracket,
      OpenBrace,
      CloseBrace,
      Bar,
      Quoted,
      OpenHole,
      Text,
    ],
    hole: [WhiteSpace, CloseHole, Colon, At, Range, Name],
  },
};
