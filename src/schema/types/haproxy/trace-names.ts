/** What the traces of haproxy 3.1 to 3.5 name: sources, events, what a trace is locked on and how it is written. */

/** Some are in builds with TLS or QUIC alone. */
export const traceSources: readonly string[] =
  "acme applet check dbg fcgi h1 h2 h3 haload haterm peers pt qcm qmux quic session spop ssl stream".split(" ");

/** Each source has some of them; they are looked for in the text, between spaces. */
export const traceEvents: string =
  ` ack_strm ackmsg acme_new acme_sched acme_task add_hdshk_data app_blk app_err app_free app_new app_proc
app_receive app_release app_send app_start app_wake bcfrms build_frm conn_bind_tid conn_close conn_freed
conn_recv ctrlmsg defmsg early_transport_params el_rm_hp el_treat_rx_cfrms enc_hdshk_pkt fconn_blk fconn_end
fconn_err fconn_new fconn_recv fconn_send fconn_wake flt_ana flt_err flush_flight frm_list fstrm_blk fstrm_end
fstrm_err fstrm_new h1c_blk h1c_end h1c_err h1c_new h1c_recv h1c_send h1c_wake h1s_blk h1s_end h1s_err h1s_new
h2c_blk h2c_end h2c_err h2c_fctl h2c_new h2c_recv h2c_send h2c_wake h2s_blk h2s_end h2s_err h2s_fctl h2s_new
h2s_recv h2s_send h2s_wake h3c_end h3c_new h3s_end h3s_new hchck_end hchck_err hchck_run hchck_start hchck_succ
hchck_wake hstrm_add_data hstrm_io_cb hstrm_new hstrm_recv hstrm_resp hstrm_send http_ana http_err idle_timer
init_secs io_cb lstnr_packet mtask new_conn new_conn_init parse_ack_frm parse_apkt parse_frm parse_hpkt
phdshk_apkt phdshk_apkts phdshk_pkts pktloss process_hstrm proto_ack proto_ctrl proto_def proto_err proto_error
proto_hello proto_success proto_switch proto_update protoerr pt_conn_end pt_conn_err pt_conn_new pt_conn_wake
pt_rx_data pt_tx_data ptimer qc_io_cb read_secs rm_hp rm_hp_try rsp_body rsp_data rsp_eom rsp_headers
rsp_trailerus rtt_updt rx rx_ack rx_blk rx_blocked rx_body rx_cont rx_data rx_disconnect rx_end_req rx_eoi
rx_err rx_error rx_fhdr rx_frame rx_get_values rx_goaway rx_hdr rx_headers rx_hello rx_msg rx_ping rx_pkt
rx_preface rx_prio rx_push rx_record rx_rst rx_settings rx_stderr rx_stdout rx_trailerus rx_wu sc_state
send_alert sess_end sess_err sess_io sess_new sess_resync sess_shut sess_wakeup sessrl spop_conn_blk
spop_conn_end spop_conn_err spop_conn_new spop_conn_recv spop_conn_send spop_conn_wake spop_strm_blk
spop_strm_end spop_strm_err spop_strm_new sppkts spto srv_packet ssl_provide_data sslc_choose_sni_ctx
sslc_ciphers_ext sslc_close sslc_curves_ext sslc_end sslc_err sslc_hndshk sslc_io_cb sslc_new sslc_recv
sslc_recv_early sslc_send sslc_send_early sslc_sigalg_ext sslc_stapling sslc_switchctx_cb sslc_vfy_cb
stateless_reset stimer strm_ana strm_end strm_err strm_free strm_full strm_new strm_proc strm_recv strm_send
strm_shut strm_task strm_wake swtcmsg task_wake tcp_ana tcp_check_action tcp_check_conn tcp_check_err
tcp_check_eval tcp_check_expect tcp_check_send tcp_err transport_params tx tx_abort tx_begin_request tx_blk
tx_blocked tx_body tx_cont tx_data tx_disconnect tx_eoi tx_err tx_error tx_frame tx_get_values tx_goaway tx_hdr
tx_headers tx_hello tx_msg tx_notify tx_params tx_ping tx_pkt tx_preface tx_prio tx_push tx_record tx_rst
tx_settings tx_stding tx_trailerus tx_wu updtmsg usr_task write_secs xprt_recv xprt_send xprt_sub `.replaceAll(
    "\n",
    " ",
  );

export const traceLocks: readonly string[] = [
  ..."appctx backend check connection frontend listener nothing qconn server session stream thread".split(" "),
  ..."acme_ctx fstrm h1s h2s hld peer peers qcs quic spop_strm".split(" "),
];

export const traceVerbosities: readonly string[] = [
  "quiet",
  "default",
  "advanced",
  "clean",
  "complete",
  "minimal",
  "simple",
];
