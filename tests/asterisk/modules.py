"""The modules that the rig's Asterisk loads: what calls need, nothing else (half the memory, a third of the start)."""

_NAMES = """
res_timing_timerfd res_sorcery_config res_sorcery_memory res_sorcery_astdb res_sorcery_memory_cache
res_pjproject res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_outbound_publish
res_pjsip_authenticator_digest res_pjsip_outbound_authenticator_digest
res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user
res_pjsip_registrar res_pjsip_sdp_rtp res_pjsip_caller_id res_pjsip_nat res_pjsip_refer
res_pjsip_header_funcs res_pjsip_notify res_pjsip_diversion res_pjsip_acl res_pjsip_rfc3326 res_pjsip_path
res_pjsip_logger res_pjsip_exten_state
res_pjsip_transport_websocket res_http_websocket res_crypto res_srtp res_rtp_asterisk
chan_pjsip bridge_simple bridge_native_rtp bridge_builtin_features bridge_builtin_interval_features
bridge_holding bridge_softmix
codec_ulaw codec_alaw codec_gsm codec_a_mu format_gsm format_pcm format_wav
pbx_config app_dial app_queue app_playback app_stack app_verbose app_echo app_userevent
app_directed_pickup app_bridgewait app_blind_transfer app_attended_transfer app_cdr app_mixmonitor
app_confbridge app_read app_voicemail app_chanspy
func_callerid func_channel func_logic func_strings func_cdr func_dialplan func_global
func_pjsip_endpoint func_pjsip_contact func_sorcery
res_musiconhold res_parking cdr_manager cdr_csv
res_cdrel_custom cdr_sqlite3_custom
"""

MODULES = tuple(_NAMES.split())

ON_DEMAND = ("cdr_pgsql",)
"""Kept in the copy and loaded by the test that has what they need, such as a database."""
