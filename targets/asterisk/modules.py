"""What of Asterisk a plan needs: its modules, in the order in which they are loaded, and files that it misses else."""

_WORDS = """
res_sorcery_config res_sorcery_memory res_sorcery_astdb res_timing_timerfd
res_pjproject res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_outbound_publish res_pjsip_registrar
res_pjsip_authenticator_digest res_pjsip_outbound_authenticator_digest res_pjsip_outbound_registration
res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user res_pjsip_caller_id res_pjsip_diversion
res_pjsip_dtmf_info res_pjsip_header_funcs res_pjsip_nat res_pjsip_refer res_pjsip_rfc3326 res_pjsip_sdp_rtp
res_pjsip_exten_state res_pjsip_pidf_body_generator res_pjsip_dialog_info_body_generator res_pjsip_mwi
res_pjsip_mwi_body_generator res_pjsip_t38 res_rtp_asterisk res_musiconhold res_fax res_fax_spandsp
chan_pjsip bridge_simple bridge_native_rtp bridge_holding bridge_builtin_features bridge_softmix
codec_alaw codec_ulaw codec_gsm codec_resample format_gsm format_pcm format_wav
app_dial app_exec app_playback app_read app_stack app_voicemail app_channelredirect
func_callerid func_channel func_cut func_db func_devstate func_dialplan func_groupcount func_lock func_logic
func_strings func_env func_global
pbx_config
"""
MODULES = tuple(_WORDS.split())

USUAL_FILES = {
    "acl.conf": "; No lists of addresses.\n",
    "ccss.conf": "; Nobody is called back when a line is free again.\n\n[general]\n",
    "cdr.conf": "; No record is kept of calls.\n\n[general]\nenable = no\n",
    "cel.conf": "; No record is kept of what happens in calls.\n\n[general]\nenable = no\n",
    "features.conf": "; No key does anything during a call.\n\n[general]\n",
    "pjproject.conf": "; What the SIP library writes to the log.\n\n[log_mappings]\ntype = log_mappings\n",
    "res_fax.conf": "; Fax as usual.\n\n[general]\n",
    "udptl.conf": "; Fax over the network, as usual.\n\n[general]\n",
}
"""Without these Asterisk complains when it starts; Debian's package has longer ones."""
