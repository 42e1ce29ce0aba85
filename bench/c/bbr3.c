// SPDX-License-Identifier: GPL-2.0-or-later
/* BBR version 3 (draft-ietf-ccwg-bbr, whose sections are named): version 1's model of the path, with
 * bounds that losses teach and with room left for others.
 */
#include "tcp.h"

/* Bandwidths are packets per microsecond, in 2^-24ths; gains are 256ths. */
#define BW_SCALE 24
#define GAIN_SCALE 8
#define GAIN_UNIT (1 << GAIN_SCALE)

#define USEC_PER_SEC 1000000ULL
#define USEC_PER_MSEC 1000U

#define STARTUP_GAIN (GAIN_UNIT * 277 / 100)
#define FULL_BW_ROUNDS 3
#define FULL_LOSS_EVENTS 6
#define DRAIN_ROUNDS 3
#define MIN_CWND 4U
#define INIT_CWND 10U
#define UP_ROUNDS_MAX 30U
#define LARGEST_BURST 65536UL
#define EXTRA_ROUNDS 5

/* What is not known, and bounds that are not set. */
#define UNKNOWN_RTT (~0U)
#define ANY_RATE (~0U)
#define ANY_INFLIGHT (~0U)

const volatile u32 loss_threshold = 2; /* percent */
const volatile u32 beta = 70; /* percent */
const volatile u32 headroom = 15; /* percent */
const volatile u32 min_rtt_window = 10000000; /* us */
const volatile u32 probe_rtt_interval = 5000000; /* us */
const volatile u32 probe_rtt_time = 200000; /* us */
const volatile u32 probe_wait = 2000000; /* us */
const volatile u32 probe_rounds = 63;
const volatile u32 pacing_margin = 1; /* percent */

enum mode { STARTUP, DRAIN, PROBE_DOWN, PROBE_CRUISE, PROBE_REFILL, PROBE_UP, PROBE_RTT };

static const u16 pacing_gains[8] = {
	[STARTUP] = STARTUP_GAIN,
	[DRAIN] = GAIN_UNIT / 2,
	[PROBE_DOWN] = GAIN_UNIT * 9 / 10,
	[PROBE_CRUISE] = GAIN_UNIT,
	[PROBE_REFILL] = GAIN_UNIT,
	[PROBE_UP] = GAIN_UNIT * 5 / 4,
	[PROBE_RTT] = GAIN_UNIT,
};

static const u16 cwnd_gains[8] = {
	[STARTUP] = 2 * GAIN_UNIT,
	[DRAIN] = 2 * GAIN_UNIT,
	[PROBE_DOWN] = 2 * GAIN_UNIT,
	[PROBE_CRUISE] = 2 * GAIN_UNIT,
	[PROBE_REFILL] = 2 * GAIN_UNIT,
	[PROBE_UP] = GAIN_UNIT * 9 / 4,
	[PROBE_RTT] = GAIN_UNIT / 2,
};

/* What the ACKs at hand tell of a search for bandwidth. */
enum phase { ACKS_INIT, ACKS_REFILLING, ACKS_STARTING, ACKS_FEEDBACK, ACKS_STOPPING };

/* What an undo goes back to. */
enum before { BEFORE_NONE, BEFORE_STARTUP, BEFORE_UP };

struct bbr3_state {
	u64 min_rtt_stamp;
	u64 probe_rtt_min_stamp;
	u64 deadline; /* in PROBE_RTT, when it may end; else when to search for bandwidth */
	u64 ack_epoch;
	u32 min_rtt;
	u32 probe_rtt_min;
	u32 round_end;
	u32 loss_round_end;
	u32 lost_before; /* tp->lost when the round of losses began */
	u32 bw0; /* the largest of the cycle before */
	u32 bw1; /* the largest of this one */
	u32 bw_short;
	u32 bw_latest;
	u32 full_bw;
	u32 inflight_latest;
	u32 inflight_short;
	u32 inflight_long;
	u32 undo_bw_short;
	u32 undo_inflight_short;
	u32 undo_inflight_long;
	u32 prior_cwnd;
	u32 up_acked;
	u32 up_acked_per_inc;
	u32 ack_epoch_acked;
	u16 extra[2];
	u16 loss_events;
	u8 mode;
	u8 ack_phase;
	u8 before;
	u8 prev_state;
	u8 rounds; /* since DRAIN began, or since the last search for bandwidth */
	u8 up_rounds;
	u8 full_count;
	u8 extra_rounds;
	u8 extra_index;
	bool seen_rtt;
	bool idle_restart;
	bool round_start;
	bool loss_round_start;
	bool loss_in_round;
	bool full_reached;
	bool full_now;
	bool probe_sample;
	bool too_high;
	bool precautionary;
	bool probe_rtt_round_done;
};

/* That is more than the socket has. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct bbr3_state);
} states SEC(".maps");

static struct bbr3_state *bbr3_ca(struct sock *sk)
{
	return bpf_sk_storage_get(&states, sk, NULL, 0);
}

/* What an ACK tells. */
struct ack {
	u64 now;
	u32 in_flight;
	u32 acked;
	u32 delivered;
	u32 rate;
	u32 lost; /* since the round of losses began */
	u32 sent; /* delivered or lost */
	u8 state;
	bool valid;
	bool app_limited;
	bool lossy; /* more is lost than a search for bandwidth may lose */
	bool cwnd_limited;
};

static u32 max_bw(const struct bbr3_state *ca)
{
	return max(ca->bw0, ca->bw1);
}

static u32 bandwidth(const struct bbr3_state *ca)
{
	return min(max_bw(ca), ca->bw_short);
}

static bool in_probe_bw(const struct bbr3_state *ca)
{
	return ca->mode >= PROBE_DOWN && ca->mode <= PROBE_UP;
}

/* "Pacing Rate" */

static void pace(struct sock *sk, u64 rate)
{
	sk->sk_pacing_rate = min(rate, (u64)sk->sk_max_pacing_rate);
}

static void update_pacing(struct sock *sk, struct bbr3_state *ca, u32 gain)
{
	u64 rate = (u64)bandwidth(ca) * tcp_sk(sk)->mss_cache * gain >> GAIN_SCALE;

	rate = rate * (USEC_PER_SEC / 100 * (100 - pacing_margin)) >> BW_SCALE;
	if (ca->full_reached || rate > sk->sk_pacing_rate)
		pace(sk, rate);
}

/* Until there is bandwidth to go by: the window in a round trip, or in a millisecond. */
static void pace_by_window(struct sock *sk, struct bbr3_state *ca)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 srtt = tp->srtt_us, rtt = USEC_PER_MSEC;

	if (srtt) {
		rtt = max(srtt >> 3, 1U);
		ca->seen_rtt = true;
	}
	pace(sk, ((u64)tp->snd_cwnd * tp->mss_cache * STARTUP_GAIN >> GAIN_SCALE) * USEC_PER_SEC / rtt);
}

/* "Computing BBR.max_inflight", in packets */

static u32 bdp(const struct bbr3_state *ca, u32 bw, u32 gain)
{
	if (ca->min_rtt == UNKNOWN_RTT)
		return INIT_CWND;
	return (u64)bw * ca->min_rtt * gain >> (BW_SCALE + GAIN_SCALE);
}

static u32 send_quantum(struct sock *sk)
{
	unsigned long bytes = min(sk->sk_pacing_rate / USEC_PER_MSEC, LARGEST_BURST);

	return max((u32)bytes / tcp_sk(sk)->mss_cache, 2U);
}

static u32 quantized(struct sock *sk, const struct bbr3_state *ca, u32 cwnd)
{
	cwnd = max(cwnd, 3 * send_quantum(sk));
	cwnd = max(cwnd, MIN_CWND);
	return ca->mode == PROBE_UP ? cwnd + 2 : cwnd;
}

static u32 inflight(struct sock *sk, const struct bbr3_state *ca, u32 bw)
{
	return quantized(sk, ca, bdp(ca, bw, GAIN_UNIT));
}

static u32 target_inflight(const struct tcp_sock *tp, const struct bbr3_state *ca)
{
	return min(bdp(ca, bandwidth(ca), GAIN_UNIT), tp->snd_cwnd);
}

static u32 inflight_with_headroom(const struct bbr3_state *ca)
{
	u32 bound = ca->inflight_long;

	if (bound == ANY_INFLIGHT)
		return bound;
	return max((s32)(bound - max(bound * headroom / 100, 1U)), (s32)MIN_CWND);
}

static u32 probe_rtt_cwnd(const struct bbr3_state *ca)
{
	return max(bdp(ca, bandwidth(ca), GAIN_UNIT / 2), MIN_CWND);
}

/* Rounds, and the start of the states */

static void start_round(const struct tcp_sock *tp, struct bbr3_state *ca)
{
	ca->round_end = tp->delivered;
}

static void reset_short_term(struct bbr3_state *ca)
{
	ca->bw_short = ANY_RATE;
	ca->inflight_short = ANY_INFLIGHT;
}

static void reset_full_bw(struct bbr3_state *ca, u32 rate)
{
	ca->full_bw = rate;
	ca->full_count = 0;
	ca->full_now = false;
}

/* Less than n, evenly. */
static u32 random_below(u32 n)
{
	return (u64)bpf_get_prandom_u32() * n >> 32;
}

static void start_down(const struct tcp_sock *tp, struct bbr3_state *ca)
{
	ca->loss_in_round = false;
	ca->bw_latest = 0;
	ca->inflight_latest = 0;
	ca->rounds = random_below(2);
	ca->deadline = tp->tcp_mstamp + probe_wait + random_below(USEC_PER_SEC);
	ca->ack_phase = ACKS_STOPPING;
	start_round(tp, ca);
	ca->mode = PROBE_DOWN;
}

static void start_refill(const struct tcp_sock *tp, struct bbr3_state *ca)
{
	reset_short_term(ca);
	ca->up_rounds = 0;
	ca->up_acked = 0;
	ca->precautionary = false;
	ca->ack_phase = ACKS_REFILLING;
	start_round(tp, ca);
	ca->mode = PROBE_REFILL;
}

static void raise_slope(const struct tcp_sock *tp, struct bbr3_state *ca)
{
	u32 rounds = ca->up_rounds;

	ca->up_acked_per_inc = max(tp->snd_cwnd >> rounds, 1U);
	ca->up_rounds = min(rounds + 1, UP_ROUNDS_MAX);
}

static void start_up(const struct tcp_sock *tp, struct bbr3_state *ca, u32 rate)
{
	ca->ack_phase = ACKS_STARTING;
	start_round(tp, ca);
	reset_full_bw(ca, rate);
	ca->mode = PROBE_UP;
	raise_slope(tp, ca);
}

/* "Updating the Model Upon Packet Loss" */

static void save_cwnd(const struct tcp_sock *tp, struct bbr3_state *ca, u8 state)
{
	u32 cwnd = tp->snd_cwnd;

	if (state < TCP_CA_Recovery && ca->mode != PROBE_RTT)
		ca->prior_cwnd = cwnd;
	else
		ca->prior_cwnd = max(ca->prior_cwnd, cwnd);
}

static void save_state(const struct tcp_sock *tp, struct bbr3_state *ca, u8 state)
{
	save_cwnd(tp, ca, state);
	ca->before = BEFORE_NONE;
	ca->undo_bw_short = ca->bw_short;
	ca->undo_inflight_short = ca->inflight_short;
	ca->undo_inflight_long = ca->inflight_long;
}

static void note_loss(const struct tcp_sock *tp, struct bbr3_state *ca, u8 state)
{
	if (!ca->loss_in_round) {
		ca->loss_round_end = tp->delivered;
		save_state(tp, ca, state);
	}
	ca->loss_in_round = true;
}

/* What of the burst of n would have been safe: b + (t b - l) / (1 - t), where b was sent before it,
 * l lost before it, and t is the threshold.
 */
static u32 inflight_at_loss(const struct ack *ack, u32 n)
{
	u32 before = ack->sent > n ? ack->sent - n : 0;
	u32 lost = ack->lost > n ? ack->lost - n : 0;

	return before > lost ? 100ULL * (before - lost) / (100 - loss_threshold) : 0;
}

/* For the n packets that an ACK declares lost. */
static void handle_losses(const struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack,
					  u32 n)
{
	note_loss(tp, ca, ack->state);
	ca->loss_events++;
	if (!ca->probe_sample || !ack->lossy)
		return;
	ca->too_high = true;
	ca->probe_sample = false;
	if (!ack->app_limited)
		ca->inflight_long = max(inflight_at_loss(ack, n), target_inflight(tp, ca) * beta / 100);
	if (ca->mode == PROBE_UP) {
		ca->before = BEFORE_UP;
		start_down(tp, ca);
	}
}

/* Once a round, slow down to what is delivered. */
static void adapt_lower_bounds(const struct tcp_sock *tp, struct bbr3_state *ca)
{
	u32 bw = ca->bw_short, inflight = ca->inflight_short;

	if (ca->mode == STARTUP || ca->mode == PROBE_REFILL || ca->mode == PROBE_UP || !ca->loss_in_round)
		return;
	if (bw == ANY_RATE)
		bw = max_bw(ca);
	if (inflight == ANY_INFLIGHT)
		inflight = tp->snd_cwnd;
	ca->bw_short = max(ca->bw_latest, (u32)((u64)bw * beta / 100));
	ca->inflight_short = max(ca->inflight_latest, inflight * beta / 100);
}

static void update_signals(const struct tcp_sock *tp, struct bbr3_state *ca,
					   const struct rate_sample *rs, const struct ack *ack)
{
	u32 prior_delivered = rs->prior_delivered;

	ca->loss_round_start = false;
	ca->round_start = false;
	if (!ack->valid)
		return;
	ca->bw_latest = max(ca->bw_latest, ack->rate);
	ca->inflight_latest = max(ca->inflight_latest, ack->delivered);
	if (!before(prior_delivered, ca->loss_round_end)) {
		ca->loss_round_end = tp->delivered;
		ca->loss_round_start = true;
	}
	if (!before(prior_delivered, ca->round_end)) {
		start_round(tp, ca);
		ca->rounds++;
		ca->round_start = true;
	}
	if (!ack->app_limited || ack->rate >= max_bw(ca))
		ca->bw1 = max(ca->bw1, ack->rate);
	if (ca->loss_round_start) {
		adapt_lower_bounds(tp, ca);
		ca->loss_in_round = false;
	}
}

/* "BBR.extra_acked": two halves of the window of ten rounds, of one round each in STARTUP. */
static void update_aggregation(const struct tcp_sock *tp, struct bbr3_state *ca,
					       const struct ack *ack)
{
	u16 *most;
	u32 expected, extra;

	if (ca->round_start && (++ca->extra_rounds >= EXTRA_ROUNDS || !ca->full_reached)) {
		ca->extra_rounds = 0;
		ca->extra_index ^= 1;
		ca->extra[ca->extra_index & 1] = 0;
	}
	expected = bandwidth(ca) * (ack->now - ca->ack_epoch) >> BW_SCALE;
	if (ca->ack_epoch_acked <= expected) {
		ca->ack_epoch_acked = 0;
		ca->ack_epoch = ack->now;
		expected = 0;
	}
	ca->ack_epoch_acked += ack->acked;
	extra = min(ca->ack_epoch_acked - expected, tp->snd_cwnd);
	most = &ca->extra[ca->extra_index & 1];
	*most = max(*most, extra);
}

/* "Exiting Acceleration Based on Bandwidth Plateau" */
static void check_full_bw(struct bbr3_state *ca, const struct ack *ack)
{
	if (ca->full_now || !ca->round_start || ack->app_limited)
		return;
	if (ack->rate >= (u64)ca->full_bw * 5 >> 2) {
		reset_full_bw(ca, ack->rate);
		return;
	}
	if (++ca->full_count >= FULL_BW_ROUNDS) {
		ca->full_now = true;
		ca->full_reached = true;
	}
}

/* "Exiting Startup Based on Packet Loss", and "Drain" */
static void check_startup_and_drain(struct sock *sk, struct bbr3_state *ca, const struct ack *ack)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (ca->mode == STARTUP && ca->loss_round_start && ack->state == TCP_CA_Recovery &&
	    ca->loss_events >= FULL_LOSS_EVENTS && ack->lossy) {
		ca->before = BEFORE_STARTUP;
		ca->full_reached = true;
		ca->inflight_long = max(bdp(ca, bandwidth(ca), GAIN_UNIT), ca->inflight_latest);
	}
	if (ca->mode == STARTUP && ca->full_reached) {
		ca->mode = DRAIN;
		ca->rounds = 0;
	}
	if (ca->mode == DRAIN && (ca->rounds > DRAIN_ROUNDS || ack->in_flight <= inflight(sk, ca, bandwidth(ca))))
		start_down(tp, ca);
}

/* "ProbeBW Algorithm Details" */

static bool time_to_probe(const struct tcp_sock *tp, const struct bbr3_state *ca, u64 now)
{
	return now > ca->deadline || ca->rounds >= min(target_inflight(tp, ca), probe_rounds);
}

static bool time_to_cruise(struct sock *sk, const struct bbr3_state *ca, u32 now_in_flight)
{
	return now_in_flight <= inflight_with_headroom(ca) && now_in_flight <= inflight(sk, ca, max_bw(ca));
}

static void raise_long_term(const struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack)
{
	u32 acked, per_inc = ca->up_acked_per_inc;

	if (!ack->cwnd_limited || tp->snd_cwnd < ca->inflight_long)
		return;
	acked = ca->up_acked + ack->acked;
	if (acked >= per_inc) {
		u32 more = acked / per_inc;

		acked -= more * per_inc;
		ca->inflight_long += more;
	}
	ca->up_acked = acked;
	if (ca->round_start)
		raise_slope(tp, ca);
}

/* True if it has chosen the next state. */
static bool adapt_long_term(const struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack)
{
	if (ca->ack_phase == ACKS_STARTING && ca->round_start)
		ca->ack_phase = ACKS_FEEDBACK;
	if (ca->ack_phase == ACKS_STOPPING && ca->round_start) {
		ca->probe_sample = false;
		ca->ack_phase = ACKS_INIT;
		if (in_probe_bw(ca)) {
			if (!ack->app_limited && ca->bw1) {
				ca->bw0 = ca->bw1;
				ca->bw1 = 0;
			}
			if (ca->precautionary && !ca->too_high) {
				start_refill(tp, ca);
				return true;
			}
		}
	}
	if (!ack->lossy && ca->inflight_long != ANY_INFLIGHT) {
		ca->inflight_long = max(ca->inflight_long, ack->sent);
		if (ca->mode == PROBE_UP)
			raise_long_term(tp, ca, ack);
	}
	return false;
}

static bool time_to_go_down(const struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack)
{
	if (ca->too_high && ack->in_flight >= ca->inflight_long) {
		ca->precautionary = true;
		return true;
	}
	if (ack->cwnd_limited && tp->snd_cwnd >= ca->inflight_long) {
		reset_full_bw(ca, ack->rate);
		return false;
	}
	return ca->full_now;
}

static void next_phase(struct sock *sk, struct bbr3_state *ca, const struct ack *ack)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (!ca->full_reached || adapt_long_term(tp, ca, ack))
		return;
	switch (ca->mode) {
	case PROBE_DOWN:
	case PROBE_CRUISE:
		if (time_to_probe(tp, ca, ack->now))
			start_refill(tp, ca);
		else if (ca->mode == PROBE_DOWN && time_to_cruise(sk, ca, ack->in_flight))
			ca->mode = PROBE_CRUISE;
		break;
	case PROBE_REFILL:
		if (ca->round_start) {
			ca->probe_sample = true;
			start_up(tp, ca, ack->rate);
		}
		break;
	case PROBE_UP:
		if (time_to_go_down(tp, ca, ack)) {
			ca->too_high = false;
			start_down(tp, ca);
		}
		break;
	}
}

/* "ProbeRTT Logic" */

static void leave_probe_rtt(struct tcp_sock *tp, struct bbr3_state *ca)
{
	ca->probe_rtt_min_stamp = tp->tcp_mstamp;
	tp->snd_cwnd = min(max(tp->snd_cwnd, ca->prior_cwnd), tp->snd_cwnd_clamp);
	reset_short_term(ca);
	if (ca->full_reached) {
		start_down(tp, ca);
		ca->mode = PROBE_CRUISE;
	} else {
		ca->mode = STARTUP;
	}
}

static void stay_in_probe_rtt(struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack)
{
	tp->app_limited = max(tp->delivered + ack->in_flight, 1U);
	if (!ca->deadline) {
		if (ack->in_flight <= probe_rtt_cwnd(ca)) {
			ca->deadline = ack->now + probe_rtt_time;
			ca->probe_rtt_round_done = false;
			start_round(tp, ca);
		}
		return;
	}
	if (ca->round_start)
		ca->probe_rtt_round_done = true;
	if (ca->probe_rtt_round_done && ack->now > ca->deadline)
		leave_probe_rtt(tp, ca);
}

/* True if it is time to see the delay again. */
static bool update_min_rtt(struct bbr3_state *ca, u64 now, long rtt)
{
	bool expired = now - ca->probe_rtt_min_stamp > probe_rtt_interval;

	if (rtt >= 0 && (rtt < ca->probe_rtt_min || expired)) {
		ca->probe_rtt_min = rtt;
		ca->probe_rtt_min_stamp = now;
	}
	if (ca->probe_rtt_min < ca->min_rtt || now - ca->min_rtt_stamp > min_rtt_window) {
		ca->min_rtt = ca->probe_rtt_min;
		ca->min_rtt_stamp = ca->probe_rtt_min_stamp;
	}
	return expired;
}

static void check_probe_rtt(struct tcp_sock *tp, struct bbr3_state *ca, const struct ack *ack,
					    bool expired)
{
	if (expired && !ca->idle_restart && ca->mode != PROBE_RTT) {
		save_cwnd(tp, ca, ack->state);
		ca->mode = PROBE_RTT;
		ca->deadline = 0;
		ca->ack_phase = ACKS_STOPPING;
		start_round(tp, ca);
	}
	if (ca->mode == PROBE_RTT)
		stay_in_probe_rtt(tp, ca, ack);
}

/* "Congestion Window" */

static u32 bound_cwnd(const struct bbr3_state *ca, u32 cwnd)
{
	u32 bound = ANY_INFLIGHT;

	switch (ca->mode) {
	case PROBE_DOWN:
	case PROBE_REFILL:
	case PROBE_UP:
		bound = ca->inflight_long;
		break;
	case PROBE_CRUISE:
		bound = inflight_with_headroom(ca);
		break;
	case PROBE_RTT:
		bound = min(inflight_with_headroom(ca), probe_rtt_cwnd(ca));
		break;
	}
	return min(cwnd, max(min(bound, ca->inflight_short), MIN_CWND));
}

static void set_cwnd(struct sock *sk, struct bbr3_state *ca, const struct ack *ack)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 cwnd = tp->snd_cwnd, goal;

	if (ca->prev_state >= TCP_CA_Recovery && ack->state < TCP_CA_Recovery)
		cwnd = max(cwnd, ca->prior_cwnd);
	ca->prev_state = ack->state;
	goal = bdp(ca, bandwidth(ca), cwnd_gains[ca->mode & 7]) + max(ca->extra[0], ca->extra[1]);
	goal = quantized(sk, ca, goal);
	if (ca->full_reached)
		cwnd = min(cwnd + ack->acked, goal);
	else if (cwnd < goal || tp->delivered < INIT_CWND)
		cwnd += ack->acked;
	cwnd = bound_cwnd(ca, max(cwnd, MIN_CWND));
	tp->snd_cwnd = min(cwnd, tp->snd_cwnd_clamp);
}

SEC("struct_ops/init")
void BPF_PROG(bbr3_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr3_state *ca = bpf_sk_storage_get(&states, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	u64 now = tp->tcp_mstamp;
	u32 srtt = tp->srtt_us, delivered = tp->delivered;

	if (!ca)
		return;
	__builtin_memset(ca, 0, sizeof(*ca));
	tp->snd_ssthresh = INFINITE_SSTHRESH;
	ca->min_rtt = srtt ? srtt >> 3 : UNKNOWN_RTT;
	ca->min_rtt_stamp = now;
	ca->probe_rtt_min = UNKNOWN_RTT;
	ca->probe_rtt_min_stamp = now;
	ca->round_end = delivered;
	ca->loss_round_end = delivered;
	ca->lost_before = tp->lost;
	ca->inflight_long = ANY_INFLIGHT;
	reset_short_term(ca);
	ca->up_acked_per_inc = 1;
	ca->ack_epoch = now;
	pace_by_window(sk, ca);
	if (sk->sk_pacing_status == SK_PACING_NONE)
		sk->sk_pacing_status = SK_PACING_NEEDED;
}

static struct ack read_ack(struct sock *sk, const struct bbr3_state *ca, const struct rate_sample *rs)
{
	struct tcp_sock *tp = tcp_sk(sk);
	s32 delivered = rs->delivered;
	long interval = rs->interval_us;
	struct ack ack = {
		.now = tp->tcp_mstamp,
		.in_flight = in_flight(tp),
		.acked = rs->acked_sacked,
		.lost = tp->lost - ca->lost_before,
		.state = ca_state(sk),
		.valid = delivered >= 0 && interval > 0,
		.app_limited = rs->is_app_limited,
		.cwnd_limited = READ_BITS(tp, is_cwnd_limited),
	};

	if (ack.valid) {
		ack.delivered = delivered;
		ack.rate = ((u64)delivered << BW_SCALE) / interval;
	}
	ack.sent = (ack.valid ? delivered : ca->inflight_latest) + ack.lost;
	ack.lossy = 100ULL * ack.lost > (u64)ack.sent * loss_threshold;
	return ack;
}

SEC("struct_ops/cong_control")
void bbr3_cong_control(unsigned long long *ctx)
{
	struct sock *sk = (struct sock *)ctx[0];
	const struct rate_sample *rs = rate_sample(ctx);
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr3_state *ca = bbr3_ca(sk);
	struct ack ack;
	s32 losses;

	if (!ca)
		return;
	ack = read_ack(sk, ca, rs);
	losses = rs->losses;
	if (losses > 0)
		handle_losses(tp, ca, &ack, losses);
	update_signals(tp, ca, rs, &ack);
	update_aggregation(tp, ca, &ack);
	check_full_bw(ca, &ack);
	check_startup_and_drain(sk, ca, &ack);
	next_phase(sk, ca, &ack);
	check_probe_rtt(tp, ca, &ack, update_min_rtt(ca, ack.now, rs->rtt_us));
	if (ack.delivered)
		ca->idle_restart = false;
	if (ca->loss_round_start) {
		ca->bw_latest = ack.rate;
		ca->inflight_latest = ack.delivered;
		ca->lost_before = tp->lost;
		ca->loss_events = 0;
	}
	if (!ca->seen_rtt && tp->srtt_us)
		pace_by_window(sk, ca);
	update_pacing(sk, ca, pacing_gains[ca->mode & 7]);
	set_cwnd(sk, ca, &ack);
}

/* "Restarting From Idle" */
SEC("struct_ops/cwnd_event")
void BPF_PROG(bbr3_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr3_state *ca;
	u64 now = tp->tcp_mstamp;

	if (event != CA_EVENT_TX_START || !tp->app_limited)
		return;
	ca = bbr3_ca(sk);
	if (!ca)
		return;
	ca->idle_restart = true;
	ca->ack_epoch = now;
	ca->ack_epoch_acked = 0;
	if (in_probe_bw(ca))
		update_pacing(sk, ca, GAIN_UNIT);
	else if (ca->mode == PROBE_RTT && ca->deadline && now > ca->deadline)
		leave_probe_rtt(tp, ca);
}

SEC("struct_ops/set_state")
void BPF_PROG(bbr3_set_state, struct sock *sk, u8 new_state)
{
	struct bbr3_state *ca;

	if (new_state != TCP_CA_Loss)
		return;
	ca = bbr3_ca(sk);
	if (!ca)
		return;
	note_loss(tcp_sk(sk), ca, ca_state(sk));
	ca->prev_state = TCP_CA_Loss;
}

/* BBR has no threshold: it remembers where it was. */
SEC("struct_ops/ssthresh")
u32 BPF_PROG(bbr3_ssthresh, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr3_state *ca = bbr3_ca(sk);

	if (ca)
		save_state(tp, ca, ca_state(sk));
	return tp->snd_ssthresh;
}

/* "Handling a Spurious Loss Recovery" */
SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(bbr3_undo_cwnd, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr3_state *ca = bbr3_ca(sk);

	if (!ca)
		return tp->snd_cwnd;
	ca->loss_in_round = false;
	reset_full_bw(ca, 0);
	ca->bw_short = max(ca->bw_short, ca->undo_bw_short);
	ca->inflight_short = max(ca->inflight_short, ca->undo_inflight_short);
	ca->inflight_long = max(ca->inflight_long, ca->undo_inflight_long);
	if (ca->before == BEFORE_STARTUP) {
		ca->full_reached = false;
		if (ca->mode != PROBE_RTT)
			ca->mode = STARTUP;
	} else if (ca->before == BEFORE_UP && ca->mode != PROBE_UP && ca->mode != PROBE_RTT) {
		start_refill(tp, ca);
	}
	ca->before = BEFORE_NONE;
	return max(tp->snd_cwnd, ca->prior_cwnd);
}

SEC("struct_ops/min_tso_segs")
u32 BPF_PROG(bbr3_min_tso_segs, struct sock *sk)
{
	return 2;
}

SEC("struct_ops/sndbuf_expand")
u32 BPF_PROG(bbr3_sndbuf_expand, struct sock *sk)
{
	return 3;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops bbr3_c = {
	.init = (void *)bbr3_init,
	.cong_control = (void *)bbr3_cong_control,
	.cwnd_event = (void *)bbr3_cwnd_event,
	.set_state = (void *)bbr3_set_state,
	.ssthresh = (void *)bbr3_ssthresh,
	.undo_cwnd = (void *)bbr3_undo_cwnd,
	.min_tso_segs = (void *)bbr3_min_tso_segs,
	.sndbuf_expand = (void *)bbr3_sndbuf_expand,
	.name = "c_bbr3",
};
