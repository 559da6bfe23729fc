/** Which keywords open blocks, and what stands in them. */

export interface BlockForm {
  readonly context: string;
  /** `keywords`: statements; `lines`: one entry a line; `words`: words separated by white space. */
  readonly body: "keywords" | "lines" | "words";
}

const lists: Readonly<Record<string, string>> = {
  global_defs: "notification_email:words",
  track_group: "group:words",
  vrrp_sync_group: "group:words track_interface track_script track_file track_process track_bfd",
  garp_group: "interfaces:words",
  vrrp_instance:
    "unicast_peer track_interface track_script track_file track_process track_bfd virtual_ipaddress virtual_ipaddress_excluded virtual_routes virtual_rules",
  "/": "static_ipaddress static_routes static_rules linkbeat_interfaces interface_up_down_delays virtual_server_group",
};
const blocks: Readonly<Record<string, string>> = {
  "/": "global_defs track_group vrrp_sync_group garp_group vrrp_instance vrrp_script vrrp_track_process SSL virtual_server bfd_instance track_file vrrp_track_file",
  vrrp_instance: "authentication auth_hmac",
  virtual_server: "real_server",
  "virtual_server/real_server":
    "MISC_CHECK SMTP_CHECK TCP_CHECK PING_CHECK UDP_CHECK HTTP_GET SSL_GET DNS_CHECK FILE_CHECK BFD_CHECK",
  "virtual_server/real_server/SMTP_CHECK": "host",
  "virtual_server/real_server/HTTP_GET": "url",
  "virtual_server/real_server/SSL_GET": "url",
};

let forms: Map<string, BlockForm> | undefined;

function load(): Map<string, BlockForm> {
  const made = new Map<string, BlockForm>();
  const below = (context: string, keyword: string) => (context === "/" ? keyword : `${context}/${keyword}`);
  for (const [context, keywords] of Object.entries(blocks)) {
    for (const keyword of keywords.split(" "))
      made.set(`${context} ${keyword}`, { context: below(context, keyword), body: "keywords" });
  }
  for (const [context, entries] of Object.entries(lists)) {
    for (const entry of entries.split(" ")) {
      const [keyword = "", body] = entry.split(":");
      made.set(`${context} ${keyword}`, {
        context: below(context, keyword),
        body: body === "words" ? "words" : "lines",
      });
    }
  }
  return made;
}

/** The block that a keyword opens in a context; undefined where it opens none or is not known. */
export function blockForm(context: string, keyword: string): BlockForm | undefined {
  forms ??= load();
  return forms.get(`${context} ${keyword}`);
}

/** Whether a keyword may stand in a context. */
export function isKnown(context: string, keyword: string): boolean {
  return blockForm(context, keyword) !== undefined;
}

/** The block that a keyword opens wherever it does belong: what a misplaced block holds is still read. */
export function blockFormAnywhere(keyword: string): BlockForm | undefined {
  forms ??= load();
  for (const [key, form] of forms) if (key.endsWith(` ${keyword}`)) return form;
  return undefined;
}
