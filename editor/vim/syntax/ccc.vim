" Vim syntax file
" Language: ccc
" Made by `go run ./internal/cmd/editorgen` from internal/cmd/editorgen/templates and
" the compiler's tables; a test fails when it is stale.

if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

syn case match
syn sync minlines=100

" Names, and what comes behind a dot.
syn match cccMember /\h\w*/ contained
syn match cccFunction /\<\h\w*\ze\s*(/
syn match cccRange /\.\./
syn match cccDot /\.\.\@!/ skipwhite nextgroup=cccFunction,cccMember

syn match cccObject /\<sk\>/ skipwhite nextgroup=cccSkDot
syn match cccSkDot /\.\.\@!/ contained skipwhite nextgroup=cccSkField,cccFunction,cccMember
syn keyword cccSkField contained ack_now ack_quick ack_scheduled ack_timer_pending advmss
syn keyword cccSkField contained app_limited backoff bytes_acked bytes_retrans bytes_sent ca_state
syn keyword cccSkField contained can_undo copied_seq data_segs_out delivered delivered_ce
syn keyword cccSkField contained delivered_mstamp ecn_demand_cwr ecn_flags ecn_ok ecn_queue_cwr
syn keyword cccSkField contained ecn_seen family first_tx_mstamp frto gso_max_segs gso_max_size
syn keyword cccSkField contained gso_segs high_seq in_cwnd_reduction in_flight in_initial_slow_start
syn keyword cccSkField contained in_slow_start is_cwnd_limited is_sack_reneg lost lost_out lrcvtime
syn keyword cccSkField contained lsndtime max_pacing_rate max_packets_out max_window mdev_max_us
syn keyword cccSkField contained mdev_us min_rtt mss_cache now num pacing_rate pacing_shift
syn keyword cccSkField contained pacing_status packets_out prior_cwnd prior_ssthresh prr_delivered
syn keyword cccSkField contained prr_out pushed_seq rate_app_limited rate_delivered rate_interval_us
syn keyword cccSkField contained rcv_mss rcv_nxt rcv_ssthresh rcv_tsecr rcv_tstamp rcv_tsval rcv_wnd
syn keyword cccSkField contained reordering retrans_out retrans_stamp retransmits rto rtt_seq
syn keyword cccSkField contained rttvar_us sack_ok sacked_out saw_tstamp segs_out snd_cwnd
syn keyword cccSkField contained snd_cwnd_clamp snd_cwnd_cnt snd_cwnd_stamp snd_cwnd_used snd_nxt
syn keyword cccSkField contained snd_sml snd_ssthresh snd_una snd_wl1 snd_wnd snd_wscale sndbuf
syn keyword cccSkField contained srtt_us state tcp_clock_cache tcp_header_len tcp_mstamp tcp_usec_ts
syn keyword cccSkField contained tcp_wstamp_ns tlp_high_seq total_retrans tstamp_ok undo_marker
syn keyword cccSkField contained undo_retrans was_cwnd_limited window_clamp wmem_queued write_seq

syn match cccObject /\<rs\>/ skipwhite nextgroup=cccRsDot
syn match cccRsDot /\.\.\@!/ contained skipwhite nextgroup=cccRsField,cccFunction,cccMember
syn keyword cccRsField contained acked_sacked delivered delivered_ce interval_us is_ack_delayed
syn keyword cccRsField contained is_app_limited is_retrans last_end_seq losses prior_delivered
syn keyword cccRsField contained prior_delivered_ce prior_in_flight prior_mstamp rcv_interval_us
syn keyword cccRsField contained rtt_us snd_interval_us valid

syn match cccObject /\<sample\>/ skipwhite nextgroup=cccSampleDot
syn match cccSampleDot /\.\.\@!/ contained skipwhite nextgroup=cccSampleField,cccFunction,cccMember
syn keyword cccSampleField contained in_flight pkts_acked rtt_us

syn keyword cccState ca

" Statements and expressions.
syn keyword cccKeyword break continue else for if in let match return then var
syn match cccKeyword /\<max\>\%(\s*(\)\@!/
syn match cccKeyword /\<_\ze\s*=>/
syn keyword cccConstant false initial never true unlimited
syn match cccOperator /=>\|[=!<>]=\|[-+*\/]=\|<<\|>>\|&&\|||\|[-+*%<>=!&|^]\|\/\%(\/\)\@!/
syn match cccBuiltin /\<\%(abs\|clamp\|max\|min\|random\|send_ack\)\ze\s*(/
syn match cccKfunc /\<\%(bbr_cwnd_event\|bbr_cwnd_event_tx_start\|bbr_init\|bbr_main\|bbr_min_tso_segs\|bbr_set_state\|bbr_sndbuf_expand\|bbr_ssthresh\|bbr_undo_cwnd\|cubictcp_acked\|cubictcp_cong_avoid\|cubictcp_cwnd_event\|cubictcp_cwnd_event_tx_start\|cubictcp_init\|cubictcp_recalc_ssthresh\|cubictcp_state\|dctcp_cwnd_event\|dctcp_cwnd_event_tx_start\|dctcp_cwnd_undo\|dctcp_init\|dctcp_ssthresh\|dctcp_state\|dctcp_update_alpha\|tcp_cong_avoid_ai\|tcp_reno_cong_avoid\|tcp_reno_ssthresh\|tcp_reno_undo_cwnd\|tcp_slow_start\)\ze\s*(/

" The kernel's enum values, where a value of an enum is likely: beside a comparison, on
" the right side, and in the arms of a match.
syn match cccEnumValue /\%(\%([=!<>]=\|[<>&|=]\|\<then\|\<else\|\<return\)\s*\)\@24<=\<\%(accecn\|ack_maybe_delayed\|close_wait\|closed\|closing\|complete_cwr\|cwnd_restart\|cwr\|data\|data_acked\|data_sacked\|demand_cwr\|disorder\|dsack_tlp\|dsacking_ack\|ece\|ecn_is_ce\|ecn_no_ce\|established\|fin_wait1\|fin_wait2\|fq\|last_ack\|listen\|loss\|lost_retrans\|needed\|no_challenge_ack\|none\|open\|orig_sack_acked\|queue_cwr\|recovery\|retrans_data_acked\|rfc3168\|sack_reneging\|seen\|set_xmit_timer\|slowpath\|snd_una_advanced\|syn_acked\|syn_recv\|syn_sent\|time_wait\|ts_progress\|tx_start\|update_ts_recent\|win_update\)\>\%(\s*[.([]\)\@!/
syn match cccEnumValue /\<\%(accecn\|ack_maybe_delayed\|close_wait\|closed\|closing\|complete_cwr\|cwnd_restart\|cwr\|data\|data_acked\|data_sacked\|demand_cwr\|disorder\|dsack_tlp\|dsacking_ack\|ece\|ecn_is_ce\|ecn_no_ce\|established\|fin_wait1\|fin_wait2\|fq\|last_ack\|listen\|loss\|lost_retrans\|needed\|no_challenge_ack\|none\|open\|orig_sack_acked\|queue_cwr\|recovery\|retrans_data_acked\|rfc3168\|sack_reneging\|seen\|set_xmit_timer\|slowpath\|snd_una_advanced\|syn_acked\|syn_recv\|syn_sent\|time_wait\|ts_progress\|tx_start\|update_ts_recent\|win_update\)\>\ze\s*\%(=>\|[=!]=\||[^|]\)/

" Numbers with their units, and types.
syn match cccNumber /\%(\h\w*\)\@40<!\<\d[0-9_]*\%(\.\d[0-9_]*\)\=\%([eE][-+]\=\d[0-9_]*\)\=/ nextgroup=cccUnit
syn match cccNumber /\<0[xX]\w*/
syn match cccUnit /\%(\h\)\@1<!\%(GB\|Gbit\|KiB\|MB\|Mbit\|MiB\|bit\|bytes\|kB\|kbit\|ms\|ns\|pkts\|s\|us\)\>/
syn keyword cccEnumType AckFlags CaState ControlFlags EcnFlags Event PacingStatus TcpState
syn match cccType /\%(:\s*\)\@20<=\<\%(bool\|seq\|stamp\)\>/
syn match cccType /\<\%(i16\|i32\|i64\|i8\|u16\|u32\|u64\|u8\)\>/
syn match cccType /\<fixed\ze\s*</
syn match cccNamedType /\%(:\s*\)\@20<=\<\%(\%(bool\|seq\|stamp\|i16\|i32\|i64\|i8\|u16\|u32\|u64\|u8\|GB\|Gbit\|KiB\|MB\|Mbit\|MiB\|bit\|bytes\|kB\|kbit\|ms\|ns\|pkts\|s\|us\|AckFlags\|CaState\|ControlFlags\|EcnFlags\|Event\|PacingStatus\|TcpState\|fixed\)\>\)\@!\h\w*\%(\s*\.\s*\h\w*\)\=/

" Declarations, where a line or a statement begins.
syn match cccDeclaration /\%(^\|;\)\s*\zs\%(algorithm\|const\|enum\|extern\|fn\|module\|param\|state\|struct\|use\)\ze\s\+\h/ skipwhite nextgroup=cccDeclared
syn match cccDeclaration /\%(^\|;\)\s*\zsextern\s\+fn\ze\s\+\h/ skipwhite nextgroup=cccKfunc,cccFunction
syn match cccDeclaration /\%(^\|;\)\s*\zsfn\ze\s\+\h/ skipwhite nextgroup=cccKfunc,cccFunction
syn match cccDeclaration /\%(^\|;\)\s*\zsstate\ze\s*{/
syn match cccDeclared /[A-Za-z0-9_.-]\+/ contained skipwhite nextgroup=cccWith
syn match cccWith /\<with\>/ contained skipwhite nextgroup=cccFlag
syn match cccFlag /\<\%(ecn\|nonrestricted\)\>/ contained skipwhite nextgroup=cccFlagComma
syn match cccFlagComma /,/ contained skipwhite nextgroup=cccFlag
syn match cccCallback /\%(^\|;\)\s*\zs\%(cong_avoid\|cong_control\|cwnd_event\|in_ack_event\|init\|min_tso_segs\|pkts_acked\|release\|set_state\|sndbuf_expand\|ssthresh\|undo_cwnd\)\ze\s*([^()]*)\s*\%({\|=[=>]\@!\)/

" What other languages have and ccc has not.
syn match cccError /\/\*.\{-}\%(\*\/\|$\)/
syn match cccError /^\s*\zs#.*$/
syn match cccError /"[^"]*\%("\|$\)\|'[^']*\%('\|$\)/

syn keyword cccTodo contained TODO FIXME XXX
syn match cccComment /\/\/.*$/ contains=cccTodo,@Spell
syn match cccDocComment /\/\/\/\/\@!.*$/ contains=cccTodo,cccDocCode,@Spell
syn match cccDocCode /`[^`]*`/ contained contains=@NoSpell

hi def link cccFunction Function
hi def link cccRange Operator
hi def link cccObject Identifier
hi def link cccSkField Identifier
hi def link cccRsField Identifier
hi def link cccSampleField Identifier
hi def link cccState Identifier
hi def link cccKeyword Statement
hi def link cccConstant Constant
hi def link cccOperator Operator
hi def link cccBuiltin Function
hi def link cccKfunc Function
hi def link cccEnumValue Constant
hi def link cccNumber Number
hi def link cccUnit Type
hi def link cccEnumType Type
hi def link cccType Type
hi def link cccNamedType Type
hi def link cccDeclaration PreProc
hi def link cccDeclared Title
hi def link cccWith PreProc
hi def link cccFlag Constant
hi def link cccCallback Special
hi def link cccError Error
hi def link cccTodo Todo
hi def link cccComment Comment
hi def link cccDocComment SpecialComment
hi def link cccDocCode String

let b:current_syntax = 'ccc'
let &cpo = s:cpo_save
unlet s:cpo_save
