// SPDX-License-Identifier: GPL-2.0-or-later
/* BBR version 1 (Cardwell, Cheng, Gunn, Yeganeh, Jacobson 2016): send at the bandwidth that the path
 * has shown, with no more in flight than it needs.
 */
#include "tcp.h"

/* Bandwidths are packets per microsecond, in 2^-24ths; gains are 256ths. */
#define BW_SCALE 24
#define BW_UNIT (1ULL << BW_SCALE)
#define GAIN_SCALE 8
#define GAIN_UNIT (1 << GAIN_SCALE)

#define USEC_PER_SEC 1000000ULL
#define USEC_PER_MSEC 1000ULL
#define NSEC_PER_USEC 1000ULL

#define HIGH_GAIN 739
#define DRAIN_GAIN 88
#define CWND_GAIN (2 * GAIN_UNIT)
#define FULL_BW_ROUNDS 3
#define MIN_CWND 4U
#define INIT_CWND 10
#define UNKNOWN_RTT (~0U)

/* What fits an IP packet of 64 KiB beside the headers. */
#define LARGEST_BURST 65215UL
/* Below it, in bytes per second, segmentation offload may send single packets. */
#define SLOW 150000

#define POLICER_MIN_ROUNDS 4
#define POLICER_MAX_ROUNDS 16
#define POLICER_BELIEVED 48
#define POLICER_RATE_DIFF 500 /* bytes per second */

#define ACK_EPOCH_MAX (1U << 20)
#define EXTRA_ROUNDS 5
#define EXTRA_MAX_US (100 * USEC_PER_MSEC)

const volatile u32 bw_window = 10; /* rounds */
const volatile u32 min_rtt_window = 10000000; /* us */
const volatile u32 probe_rtt_time = 200000; /* us */
const volatile u32 pacing_margin = 1; /* percent */
const volatile u32 policer_loss = 50; /* 256ths */

enum mode { STARTUP, DRAIN, PROBE_BW, PROBE_RTT };

static const u16 cycle[8] = {
	GAIN_UNIT * 5 / 4, GAIN_UNIT * 3 / 4, GAIN_UNIT, GAIN_UNIT, GAIN_UNIT, GAIN_UNIT, GAIN_UNIT, GAIN_UNIT,
};

struct max_rate {
	u32 t;
	u32 v;
};

struct bbr_state {
	u64 min_rtt_stamp;
	u64 probe_rtt_done; /* 0: not yet known */
	u64 ack_epoch;
	struct max_rate bw[3]; /* the largest of the window, and of its later parts */
	u32 min_rtt;
	u32 rounds;
	u32 round_end;
	u32 cycle_start; /* low half: a phase is short */
	u32 prior_cwnd;
	u32 full_bw;
	u32 ack_epoch_acked;
	u16 extra0;
	u16 extra1;
	u16 pacing_gain;
	u8 mode;
	u8 policer_rounds;
	u32 policer_bw;
	u32 policer_start; /* ms */
	u32 policer_delivered;
	u32 policer_lost;
	u32 prev_state : 3,
	    conserve : 1,
	    round_start : 1,
	    idle_restart : 1,
	    probe_rtt_round_done : 1,
	    seen_rtt : 1,
	    full_pipe : 1,
	    full_count : 2,
	    phase : 3,
	    extra_rounds : 3,
	    extra_second : 1,
	    policer_sampling : 1,
	    policer_found : 1;
};

_Static_assert(sizeof(struct bbr_state) <= 104, "the state fits in the socket");

static u32 pacing_gain(const struct bbr_state *ca)
{
	switch (ca->mode) {
	case STARTUP:
		return HIGH_GAIN;
	case DRAIN:
		return DRAIN_GAIN;
	case PROBE_BW:
		return ca->policer_found ? GAIN_UNIT : cycle[ca->phase];
	default:
		return GAIN_UNIT;
	}
}

static u32 cwnd_gain(const struct bbr_state *ca)
{
	switch (ca->mode) {
	case PROBE_BW:
		return CWND_GAIN;
	case PROBE_RTT:
		return GAIN_UNIT;
	default:
		return HIGH_GAIN;
	}
}

static u32 bandwidth(const struct bbr_state *ca)
{
	return ca->policer_found ? ca->policer_bw : ca->bw[0].v;
}

/* Bytes per second. */
static u64 rate_of(const struct tcp_sock *tp, u64 bw, u32 gain)
{
	u64 rate = bw * tp->mss_cache * gain >> GAIN_SCALE;

	return rate * (USEC_PER_SEC / 100 * (100 - pacing_margin)) >> BW_SCALE;
}

static void pace(struct sock *sk, u64 rate)
{
	sk->sk_pacing_rate = min(rate, (u64)sk->sk_max_pacing_rate);
}

/* Until there is bandwidth to go by: the window in a round trip, or in a millisecond. */
static void pace_by_window(struct sock *sk, struct bbr_state *ca)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 srtt = tp->srtt_us, rtt = USEC_PER_MSEC;

	if (srtt) {
		rtt = max(srtt >> 3, 1U);
		ca->seen_rtt = 1;
	}
	pace(sk, rate_of(tp, ((u64)tp->snd_cwnd << BW_SCALE) / rtt, HIGH_GAIN));
}

static void update_pacing(struct sock *sk, struct bbr_state *ca)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u64 rate;

	if (!ca->seen_rtt && tp->srtt_us)
		pace_by_window(sk, ca);
	rate = rate_of(tp, bandwidth(ca), ca->pacing_gain);
	if (ca->full_pipe || rate > sk->sk_pacing_rate)
		pace(sk, rate);
}

static u32 min_segments(u64 rate)
{
	return rate < SLOW ? 1 : 2;
}

/* Packets that segmentation offload sends at once. */
static u32 burst(struct sock *sk)
{
	unsigned long rate = sk->sk_pacing_rate;
	u32 segments = (u32)min(rate >> sk->sk_pacing_shift, LARGEST_BURST) / tcp_sk(sk)->mss_cache;

	return clamp(segments, min_segments(rate), 127U);
}

/* The bandwidth-delay product at a gain, rounded up. */
static u32 bdp(const struct bbr_state *ca, u32 bw, u32 gain)
{
	if (ca->min_rtt == UNKNOWN_RTT)
		return INIT_CWND;
	return (((u64)bw * ca->min_rtt * gain >> GAIN_SCALE) + BW_UNIT - 1) >> BW_SCALE;
}

/* Adds room for bursts at both ends. */
static u32 with_bursts(struct sock *sk, const struct bbr_state *ca, u32 cwnd)
{
	cwnd += 3 * burst(sk);
	cwnd = (cwnd + 1) & ~1U;
	if (ca->mode == PROBE_BW && !ca->phase)
		cwnd += 2;
	return cwnd;
}

/* What the path holds at a gain. */
static u32 inflight(struct sock *sk, u32 gain)
{
	const struct bbr_state *ca = inet_csk_ca(sk);

	return with_bursts(sk, ca, bdp(ca, ca->bw[0].v, gain));
}

/* What will be in the network when the next packet leaves its pacing. */
static u32 in_network(struct sock *sk, const struct bbr_state *ca, u32 now_in_flight)
{
	const struct tcp_sock *tp = tcp_sk(sk);
	u64 now = tp->tcp_clock_cache;
	u32 wait = (max(tp->tcp_wstamp_ns, now) - now) / NSEC_PER_USEC;
	u32 delivered = (u64)bandwidth(ca) * wait >> BW_SCALE;

	if (ca->pacing_gain > GAIN_UNIT)
		now_in_flight += burst(sk);
	return now_in_flight > delivered ? now_in_flight - delivered : 0;
}

static void save_cwnd(struct tcp_sock *tp, struct bbr_state *ca)
{
	u32 cwnd = tp->snd_cwnd;

	if (ca->prev_state < TCP_CA_Recovery && ca->mode != PROBE_RTT)
		ca->prior_cwnd = cwnd;
	else
		ca->prior_cwnd = max(ca->prior_cwnd, cwnd);
}

static void next_phase(const struct tcp_sock *tp, struct bbr_state *ca)
{
	ca->phase++;
	ca->cycle_start = tp->delivered_mstamp;
}

/* In any phase but the draining one. */
static void enter_probe_bw(const struct tcp_sock *tp, struct bbr_state *ca)
{
	ca->mode = PROBE_BW;
	ca->phase = 7 - ((u64)bpf_get_prandom_u32() * 7 >> 32);
	next_phase(tp, ca);
}

static void leave_probe_rtt(struct tcp_sock *tp, struct bbr_state *ca)
{
	u32 cwnd = max(tp->snd_cwnd, ca->prior_cwnd);

	ca->min_rtt_stamp = tp->tcp_mstamp;
	tp->snd_cwnd = min(cwnd, tp->snd_cwnd_clamp);
	if (ca->full_pipe)
		enter_probe_bw(tp, ca);
	else
		ca->mode = STARTUP;
}

/* A policer is a token bucket, which drops all that is above a rate. It is seen in two intervals, each
 * from one loss to another, with much loss and the same rate.
 */
static void begin_interval(const struct tcp_sock *tp, struct bbr_state *ca)
{
	ca->policer_start = tp->delivered_mstamp / USEC_PER_MSEC;
	ca->policer_delivered = tp->delivered;
	ca->policer_lost = tp->lost;
	ca->policer_rounds = 0;
}

static void forget_policer(const struct tcp_sock *tp, struct bbr_state *ca)
{
	ca->policer_bw = 0;
	ca->policer_found = 0;
	ca->policer_sampling = 0;
	begin_interval(tp, ca);
}

static void end_interval(const struct tcp_sock *tp, struct bbr_state *ca, u32 bw)
{
	u32 last = ca->policer_bw;

	if (last) {
		u32 diff = bw > last ? bw - last : last - bw;

		if (diff <= last >> 3 || rate_of(tp, diff, GAIN_UNIT) <= POLICER_RATE_DIFF) {
			ca->policer_bw = ((u64)bw + last) >> 1;
			ca->policer_found = 1;
			ca->policer_rounds = 0;
			ca->pacing_gain = GAIN_UNIT;
			return;
		}
	}
	ca->policer_bw = bw;
	begin_interval(tp, ca);
}

static void look_for_policer(const struct tcp_sock *tp, struct bbr_state *ca, bool losses, bool app_limited)
{
	u32 lost, delivered, elapsed;

	if (ca->policer_found) {
		if (ca->mode == PROBE_BW && ca->round_start && ++ca->policer_rounds >= POLICER_BELIEVED) {
			forget_policer(tp, ca);
			enter_probe_bw(tp, ca);
		}
		return;
	}
	if (!ca->policer_sampling) {
		if (!losses)
			return;
		begin_interval(tp, ca);
		ca->policer_sampling = 1;
	}
	if (app_limited) {
		forget_policer(tp, ca);
		return;
	}
	if (ca->round_start)
		ca->policer_rounds++;
	if (ca->policer_rounds < POLICER_MIN_ROUNDS)
		return;
	if (ca->policer_rounds > POLICER_MAX_ROUNDS) {
		forget_policer(tp, ca);
		return;
	}
	/* The interval ends with a loss, when the bucket is empty. */
	if (!losses)
		return;
	lost = tp->lost - ca->policer_lost;
	delivered = tp->delivered - ca->policer_delivered;
	if (!delivered || (u64)lost << 8 < (u64)delivered * policer_loss)
		return;
	elapsed = tp->delivered_mstamp / USEC_PER_MSEC - ca->policer_start;
	if (!elapsed)
		return;
	end_interval(tp, ca, ((u64)delivered << BW_SCALE) / (elapsed * USEC_PER_MSEC));
}

/* The windowed maximum (Nichols): f[0], and the best since the second and third quarter. */
static void running_max(struct max_rate *f, u32 window, u32 now, u32 v)
{
	struct max_rate new = { .t = now, .v = v };
	u32 age;

	if (v >= f[0].v || now - f[2].t > window) {
		f[0] = f[1] = f[2] = new;
		return;
	}
	if (v >= f[1].v)
		f[1] = f[2] = new;
	else if (v >= f[2].v)
		f[2] = new;
	age = now - f[0].t;
	if (age > window) {
		f[0] = f[1];
		f[1] = f[2];
		f[2] = new;
		if (now - f[0].t > window) {
			f[0] = f[1];
			f[1] = f[2];
		}
	} else if (f[1].t == f[0].t && age > window / 4) {
		f[1] = f[2] = new;
	} else if (f[2].t == f[1].t && age > window / 2) {
		f[2] = new;
	}
}

static void update_bandwidth(struct tcp_sock *tp, struct bbr_state *ca, const struct rate_sample *rs,
					     bool app_limited)
{
	u64 bw;

	if (!before(rs->prior_delivered, ca->round_end)) {
		ca->round_end = tp->delivered;
		ca->rounds++;
		ca->round_start = 1;
		ca->conserve = 0;
	}
	look_for_policer(tp, ca, rs->losses, app_limited);
	bw = ((u64)rs->delivered << BW_SCALE) / rs->interval_us;
	if (!app_limited || bw >= ca->bw[0].v)
		running_max(ca->bw, bw_window, ca->rounds, bw);
}

/* Packets that ACKs delivered beyond the bandwidth: room for ACKs that come in lumps. */
static void update_aggregation(struct tcp_sock *tp, struct bbr_state *ca, u32 acked)
{
	u64 now = tp->delivered_mstamp;
	u32 expected, extra;

	if (ca->round_start && ++ca->extra_rounds >= EXTRA_ROUNDS) {
		ca->extra_rounds = 0;
		ca->extra_second ^= 1;
		if (ca->extra_second)
			ca->extra1 = 0;
		else
			ca->extra0 = 0;
	}
	expected = bandwidth(ca) * (now - ca->ack_epoch) >> BW_SCALE;
	if (ca->ack_epoch_acked <= expected || ca->ack_epoch_acked + acked >= ACK_EPOCH_MAX) {
		ca->ack_epoch_acked = 0;
		ca->ack_epoch = now;
		expected = 0;
	}
	ca->ack_epoch_acked += acked;
	extra = min(ca->ack_epoch_acked - expected, tp->snd_cwnd);
	if (ca->extra_second)
		ca->extra1 = max(ca->extra1, extra);
	else
		ca->extra0 = max(ca->extra0, extra);
}

static bool phase_is_over(struct sock *sk, struct bbr_state *ca, const struct rate_sample *rs)
{
	bool full_length = (u32)tcp_sk(sk)->delivered_mstamp - ca->cycle_start > ca->min_rtt;
	u32 gain = ca->pacing_gain, now_in;

	if (gain == GAIN_UNIT)
		return full_length;
	now_in = in_network(sk, ca, rs->prior_in_flight);
	if (gain > GAIN_UNIT)
		return full_length && (rs->losses > 0 || now_in >= inflight(sk, gain));
	return full_length || now_in <= inflight(sk, GAIN_UNIT);
}

static void check_full_pipe(struct bbr_state *ca, bool app_limited)
{
	u32 bw = ca->bw[0].v;

	if (ca->full_pipe || !ca->round_start || app_limited)
		return;
	if (bw >= (u64)ca->full_bw * 5 >> 2) {
		ca->full_bw = bw;
		ca->full_count = 0;
		return;
	}
	ca->full_count++;
	ca->full_pipe = ca->full_count >= FULL_BW_ROUNDS;
}

static void check_drain(struct sock *sk, struct bbr_state *ca, u32 now_in_flight)
{
	struct tcp_sock *tp = tcp_sk(sk);

	if (ca->mode == STARTUP && ca->full_pipe) {
		ca->mode = DRAIN;
		tp->snd_ssthresh = inflight(sk, GAIN_UNIT);
	}
	if (ca->mode == DRAIN && in_network(sk, ca, now_in_flight) <= inflight(sk, GAIN_UNIT))
		enter_probe_bw(tp, ca);
}

static void stay_in_probe_rtt(struct tcp_sock *tp, struct bbr_state *ca, u32 now_in_flight)
{
	tp->app_limited = max(tp->delivered + now_in_flight, 1U);
	if (!ca->probe_rtt_done) {
		if (now_in_flight <= MIN_CWND) {
			ca->probe_rtt_done = tp->tcp_mstamp + probe_rtt_time;
			ca->probe_rtt_round_done = 0;
			ca->round_end = tp->delivered;
		}
		return;
	}
	if (ca->round_start)
		ca->probe_rtt_round_done = 1;
	if (ca->probe_rtt_round_done && tp->tcp_mstamp > ca->probe_rtt_done)
		leave_probe_rtt(tp, ca);
}

static void update_min_rtt(struct tcp_sock *tp, struct bbr_state *ca, const struct rate_sample *rs,
					   u32 now_in_flight)
{
	u64 now = tp->tcp_mstamp;
	bool expired = now - ca->min_rtt_stamp > min_rtt_window;
	long rtt = rs->rtt_us;

	if (rtt >= 0 && (rtt < ca->min_rtt || (expired && !rs->is_ack_delayed))) {
		ca->min_rtt = rtt;
		ca->min_rtt_stamp = now;
	}
	if (expired && !ca->idle_restart && ca->mode != PROBE_RTT) {
		save_cwnd(tp, ca);
		ca->mode = PROBE_RTT;
		ca->probe_rtt_done = 0;
	}
	if (ca->mode == PROBE_RTT)
		stay_in_probe_rtt(tp, ca, now_in_flight);
	if (rs->delivered > 0)
		ca->idle_restart = 0;
}

/* In recovery the window follows what leaves the network. */
static u32 recover(struct sock *sk, struct bbr_state *ca, u32 cwnd, s32 losses, u32 in_flight_acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u8 state = ca_state(sk), was = ca->prev_state;

	if (losses > 0)
		cwnd = max((s32)cwnd - losses, 1);
	if (state == TCP_CA_Recovery && was != TCP_CA_Recovery) {
		ca->conserve = 1;
		ca->round_end = tp->delivered;
		cwnd = in_flight_acked;
	} else if (was >= TCP_CA_Recovery && state < TCP_CA_Recovery) {
		cwnd = max(cwnd, ca->prior_cwnd);
		ca->conserve = 0;
	}
	ca->prev_state = state;
	return cwnd;
}

static u32 grow(struct sock *sk, struct bbr_state *ca, u32 cwnd, u32 acked)
{
	u32 bw = bandwidth(ca), target = bdp(ca, bw, cwnd_gain(ca));

	if (ca->full_pipe) {
		u32 room = bw * EXTRA_MAX_US >> BW_SCALE;

		target += min((u32)max(ca->extra0, ca->extra1), room);
	}
	target = with_bursts(sk, ca, target);
	if (ca->full_pipe)
		cwnd = min(cwnd + acked, target);
	else if (cwnd < target || tcp_sk(sk)->delivered < INIT_CWND)
		cwnd += acked;
	return max(cwnd, MIN_CWND);
}

static void set_cwnd(struct sock *sk, struct bbr_state *ca, s32 losses, u32 acked, u32 now_in_flight)
{
	struct tcp_sock *tp = tcp_sk(sk);
	u32 cwnd = tp->snd_cwnd;

	if (acked) {
		cwnd = recover(sk, ca, cwnd, losses, now_in_flight + acked);
		if (ca->conserve)
			cwnd = max(cwnd, now_in_flight + acked);
		else
			cwnd = grow(sk, ca, cwnd, acked);
	}
	if (ca->mode == PROBE_RTT)
		cwnd = min(cwnd, MIN_CWND);
	tp->snd_cwnd = min(cwnd, tp->snd_cwnd_clamp);
}

SEC("struct_ops/init")
void BPF_PROG(bbr_init, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr_state *ca = inet_csk_ca(sk);
	u64 now = tp->tcp_mstamp;

	__builtin_memset(ca, 0, sizeof(*ca));
	tp->snd_ssthresh = INFINITE_SSTHRESH;
	ca->min_rtt = tp->rtt_min.s[0].v;
	ca->min_rtt_stamp = now;
	ca->round_end = tp->delivered;
	ca->ack_epoch = now;
	ca->pacing_gain = HIGH_GAIN;
	pace_by_window(sk, ca);
	if (sk->sk_pacing_status == SK_PACING_NONE)
		sk->sk_pacing_status = SK_PACING_NEEDED;
}

SEC("struct_ops/cong_control")
void bbr_cong_control(unsigned long long *ctx)
{
	struct sock *sk = (struct sock *)ctx[0];
	const struct rate_sample *rs = rate_sample(ctx);
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr_state *ca = inet_csk_ca(sk);
	bool app_limited = rs->is_app_limited;
	u32 acked = rs->acked_sacked, now_in_flight = in_flight(tp);

	ca->round_start = 0;
	if (rs->delivered >= 0 && rs->interval_us > 0) {
		update_bandwidth(tp, ca, rs, app_limited);
		if (acked)
			update_aggregation(tp, ca, acked);
	}
	if (ca->mode == PROBE_BW && phase_is_over(sk, ca, rs))
		next_phase(tp, ca);
	check_full_pipe(ca, app_limited);
	check_drain(sk, ca, now_in_flight);
	update_min_rtt(tp, ca, rs, now_in_flight);
	ca->pacing_gain = pacing_gain(ca);
	update_pacing(sk, ca);
	set_cwnd(sk, ca, rs->losses, acked, now_in_flight);
}

SEC("struct_ops/cwnd_event")
void BPF_PROG(bbr_cwnd_event, struct sock *sk, enum tcp_ca_event event)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr_state *ca = inet_csk_ca(sk);
	u64 now = tp->tcp_mstamp;

	if (event != CA_EVENT_TX_START || !tp->app_limited)
		return;
	ca->idle_restart = 1;
	ca->ack_epoch = now;
	ca->ack_epoch_acked = 0;
	if (ca->mode == PROBE_BW)
		pace(sk, rate_of(tp, bandwidth(ca), GAIN_UNIT));
	else if (ca->mode == PROBE_RTT && ca->probe_rtt_done && now > ca->probe_rtt_done)
		leave_probe_rtt(tp, ca);
}

SEC("struct_ops/set_state")
void BPF_PROG(bbr_set_state, struct sock *sk, u8 new_state)
{
	struct bbr_state *ca = inet_csk_ca(sk);

	if (new_state != TCP_CA_Loss)
		return;
	ca->prev_state = TCP_CA_Loss;
	ca->full_bw = 0;
	ca->round_start = 1;
	look_for_policer(tcp_sk(sk), ca, true, false);
}

SEC("struct_ops/ssthresh")
u32 BPF_PROG(bbr_ssthresh, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);

	save_cwnd(tp, inet_csk_ca(sk));
	return tp->snd_ssthresh;
}

SEC("struct_ops/undo_cwnd")
u32 BPF_PROG(bbr_undo_cwnd, struct sock *sk)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct bbr_state *ca = inet_csk_ca(sk);

	ca->full_bw = 0;
	ca->full_count = 0;
	forget_policer(tp, ca);
	return tp->snd_cwnd;
}

SEC("struct_ops/min_tso_segs")
u32 BPF_PROG(bbr_min_tso_segs, struct sock *sk)
{
	return min_segments(sk->sk_pacing_rate);
}

SEC("struct_ops/sndbuf_expand")
u32 BPF_PROG(bbr_sndbuf_expand, struct sock *sk)
{
	return 3;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops bbr_c = {
	.init = (void *)bbr_init,
	.cong_control = (void *)bbr_cong_control,
	.cwnd_event = (void *)bbr_cwnd_event,
	.set_state = (void *)bbr_set_state,
	.ssthresh = (void *)bbr_ssthresh,
	.undo_cwnd = (void *)bbr_undo_cwnd,
	.min_tso_segs = (void *)bbr_min_tso_segs,
	.sndbuf_expand = (void *)bbr_sndbuf_expand,
	.name = "c_bbr",
};
