/** Generated inputs: configs that the real programs accept, of any length. */

/** A haproxy.cfg of about so many lines: frontends that choose by host and path, backends with checked servers. */
export function haproxyConfig(lines) {
  const out = [
    "global",
    "    maxconn 100000",
    "    log 127.0.0.1 local0",
    "defaults",
    "    mode http",
    "    log global",
    "    option httplog",
    "    timeout connect 5s",
    "    timeout client 30s",
    "    timeout server 30s",
    "    timeout http-request 10s",
  ];
  const perFrontend = 50;
  for (let backend = 0; out.length < lines; ) {
    const first = backend;
    const frontend = Math.floor(first / perFrontend);
    out.push("", `frontend web_${frontend}`, `    bind 127.${(frontend >> 8) & 255}.${frontend & 255}.1:8080`);
    for (; backend < first + perFrontend; backend++) {
      out.push(`    acl host_${backend} hdr(host) -i app${backend}.example.com www.app${backend}.example.com`);
      out.push(`    acl path_${backend} path_beg /api/${backend} /v2/${backend}`);
      out.push(`    use_backend app_${backend} if host_${backend} path_${backend} or host_${backend} !path_${backend}`);
    }
    out.push(`    http-request set-header X-Forwarded-Proto https if { ssl_fc }`, `    default_backend app_${first}`);
    for (let number = first; number < backend; number++) {
      out.push(
        "",
        `backend app_${number}   # team ${number % 17}`,
        "    balance roundrobin",
        "    option httpchk GET /health",
      );
      out.push(`    http-request set-header X-App ${number}`, `    stick-table type ip size 10k expire 30m`);
      for (let server = 0; server < 6; server++) {
        const address = `10.${(number >> 8) & 255}.${number & 255}.${server + 1}:8080`;
        out.push(`    server s${server} ${address} check inter 2s fall 3 rise 2 weight ${10 + server}`);
      }
    }
  }
  return `${out.join("\n")}\n`;
}

/** Two nodes' keepalived files and haproxy files of one small cluster. */
export function smallCluster(number) {
  const vip = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  const keepalived = (priority, state) => `global_defs {
    enable_script_security
    script_user nobody
}
vrrp_script chk {
    script "/usr/bin/pgrep haproxy"
    interval 2
    timeout 2
    weight -20
}
vrrp_instance web {
    state ${state}
    interface eth0
    virtual_router_id ${1 + (number % 255)}
    priority ${priority}
    advert_int 1
    track_script {
        chk
    }
    virtual_ipaddress {
        ${vip}/24
    }
}
`;
  const haproxy = `global
    log 127.0.0.1 local0
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
frontend web
    bind *:80
    default_backend app
backend app
    server a 192.0.2.21:8080 check
    server b 192.0.2.22:8080 check
`;
  return {
    "lb01/keepalived.conf": keepalived(101, "MASTER"),
    "lb01/haproxy.cfg": haproxy,
    "lb02/keepalived.conf": keepalived(100, "BACKUP"),
    "lb02/haproxy.cfg": haproxy,
  };
}
