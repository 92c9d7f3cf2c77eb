// fanout - a cheap WebSocket fan-out load generator (Linux, single thread, epoll edge triggered).
//   gcc -O2 -Wall -o fanout fanout.c -lcrypto
// Usage: run it without arguments. One JSON line on stdout at the end; progress and errors on stderr.
// Every payload holds a marker with the time at which it was sent and its numbers, so that "lost", "duplicates",
// "reordered" and "misdelivered" are exact, from the first message on; rates, latencies and CPU are those of the
// measured window only. Latency: from just before the write to Redis or HTTP until the frame was read here.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef uint64_t u64; typedef uint32_t u32; typedef uint8_t u8;

enum { P_PUSHER, P_SIO3, P_SIO4, P_RAW };
enum { PUB_NONE, PUB_REDIS, PUB_PUSHER, PUB_ECHO, PUB_WS };
enum { S_NEW, S_CONNECTING, S_HTTP, S_OPEN, S_SUBWAIT, S_READY, S_SLOW, S_DEAD };   // S_SLOW: subscribed, then never read again
enum { PH_CONNECT, PH_SETTLE, PH_WARM, PH_MEASURE, PH_DRAIN, PH_SLOW, PH_DONE };

// ---- options
static int protos[4] = { P_PUSHER }, nprotos = 1, nslow = 0, hold = 0, port = 6001, nconns = 100, nchan = 1, pubmode = PUB_NONE, window = 64, pubconns = 8;
static int redis_port = 6379, inflight_max = 200, nsources = 0, raw_sub = 0, verbose = 0, pub_port = 0, size = 200;
static double rate = 10, seconds = 10, warmup = 2, settle = 1, connect_rate = 0, connect_timeout = 120, drain_max = 10, expire_s = 5, slow_wait = 40;
static const char *host = "127.0.0.1", *path = NULL, *prefix = "bench", *event = "BenchEvent", *label = "", *origin = NULL, *proto_names = "pusher", *ws_key = NULL;
static char redis_host[64] = "127.0.0.1", redis_prefix[64] = "", app_id[64] = "app", app_key[128] = "app-key", app_secret[128] = "app-secret", basepath[128] = "";

// ---- per connection state
struct gap { u32 a, b; };                 // missing channel sequence numbers [a,b)
struct conn {
  int fd; u8 state, inmsg, proto; int chan;
  u32 next, hint, clen, ccap, mlen, mcap, ngaps, gcap;
  u8 *carry, *msg; struct gap *gaps;
  u64 next_ping, last_rx, t_conn;
};
static struct conn *conns;
struct slot { u32 g; int chan; u32 want, got; u64 ts; u8 live; };
#define RING (1u << 17)
static struct slot *ring;
static u32 g_next = 0, g_old = 0, outstanding = 0;
static u32 *chan_seq, *chan_subs; static char **chan_name; static u32 rr = 0;

static int ep; static u64 t_start, ping_interval_ns[4] = { 25000000000ull, 25000000000ull, 25000000000ull, 25000000000ull };
static int phase = PH_CONNECT, n_started, n_inflight, n_ready, n_failed, n_died, n_slow, n_slow_closed;
static u64 c_published, c_expected, c_delivered, c_dup, c_reorder, c_misdeliv, c_text, c_foreign, c_bytes, c_perr, c_expired;
static u64 w_published, w_delivered, w_bytes, c_reads, w_reads, redis_recv_sum, redis_zero, redis_replies, http_ok, http_bad, w_http_ok;
static u64 t0, t1, max_publag, last_progress, own0, own1; static u32 runid;
static struct sockaddr_in dst, pdst, dsts[8]; static int ports[8] = { 6001 }, nports = 1;

static u64 now_ns(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (u64)t.tv_sec * 1000000000ull + t.tv_nsec; }
static void die(const char *f, ...) { va_list a; va_start(a, f); vfprintf(stderr, f, a); va_end(a); fputc('\n', stderr); exit(2); }
static u64 own_cpu_ns(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return (u64)t.tv_sec * 1000000000ull + t.tv_nsec; }

// ---- log-linear histogram: 64 sub-buckets per power of two (error < 1.6 %)
struct hist { u64 n, max, sum; u32 b[64 * 64]; };
static struct hist lat, ack;
static int hidx(u64 v) { if (v < 64) return (int)v; int e = 63 - __builtin_clzll(v); return (e - 5) * 64 + (int)((v >> (e - 6)) & 63); }
static u64 hval(int i) { if (i < 64) return i; int e = i / 64 + 5; return (1ull << e) + ((u64)(i % 64) << (e - 6)) + (1ull << (e - 6)) / 2; }
static void hadd(struct hist *h, u64 v) { h->b[hidx(v)]++; h->n++; h->sum += v; if (v > h->max) h->max = v; }
static double hq(struct hist *h, double q) {
  if (!h->n) return 0;
  u64 want = (u64)(q * h->n), s = 0; if (want >= h->n) want = h->n - 1;
  for (int i = 0; i < 64 * 64; i++) { s += h->b[i]; if (s > want) { u64 v = hval(i); return (v > h->max ? h->max : v) / 1e6; } }
  return h->max / 1e6;
}

// ---- server processes
struct srv { int pid; double cpu0, cpu1, cpu_c0, cpu_c1, rss0, rss1, rss2, rss_max; };
static struct srv srvs[16]; static int nsrv;
static double srv_cpu(int pid) {
  char f[64], b[1024]; snprintf(f, sizeof f, "/proc/%d/stat", pid); FILE *fp = fopen(f, "r"); if (!fp) return -1;
  size_t n = fread(b, 1, sizeof b - 1, fp); fclose(fp); b[n] = 0; char *p = strrchr(b, ')'); if (!p) return -1;
  unsigned long long ut, st; if (sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &ut, &st) != 2) return -1;
  return (double)(ut + st) / sysconf(_SC_CLK_TCK);
}
// whole machine: busy and stolen ticks; what is neither ours nor the servers' shows that somebody else disturbed the run
static double mach_busy[4], mach_steal[4];
static void machine(int k) {
  FILE *fp = fopen("/proc/stat", "r"); unsigned long long u, n, s, id, io, hi, si, st = 0; if (!fp) return;
  if (fscanf(fp, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &u, &n, &s, &id, &io, &hi, &si, &st) >= 7) { double hz = sysconf(_SC_CLK_TCK); mach_busy[k] = (u + n + s + hi + si) / hz; mach_steal[k] = st / hz; }
  fclose(fp);
}
static double srv_rss(int pid) {
  char f[64]; snprintf(f, sizeof f, "/proc/%d/statm", pid); FILE *fp = fopen(f, "r"); if (!fp) return -1;
  unsigned long a, r = 0; if (fscanf(fp, "%lu %lu", &a, &r) != 2) r = 0;
  fclose(fp); return r * (double)sysconf(_SC_PAGESIZE) / 1048576.0;
}

// ---- websocket output
static void send_all(int fd, const void *b, size_t n) {
  const char *p = b;
  while (n) {
    ssize_t r = send(fd, p, n, MSG_NOSIGNAL);
    if (r > 0) { p += r; n -= r; continue; }
    if (r < 0 && errno == EAGAIN) { struct pollfd q = { fd, POLLOUT, 0 }; if (poll(&q, 1, 1000) <= 0) return; continue; }
    if (r < 0 && errno == EINTR) continue;
    return;
  }
}
static size_t ws_frame(u8 *o, int op, const void *d, size_t n) {   // mask key 0: legal on the wire, payload unchanged
  size_t h = 2; o[0] = 0x80 | op;
  if (n < 126) o[1] = 0x80 | n; else if (n < 65536) { o[1] = 0x80 | 126; o[2] = n >> 8; o[3] = n; h = 4; }
  else { o[1] = 0x80 | 127; for (int i = 0; i < 8; i++) o[2 + i] = (u64)n >> (56 - 8 * i); h = 10; }
  memset(o + h, 0, 4); memcpy(o + h + 4, d, n); return h + 4 + n;
}
static void ws_send(struct conn *c, int op, const void *d, size_t n) {
  static u8 o[70000]; if (n > 65536) n = 65536;
  send_all(c->fd, o, ws_frame(o, op, d, n));
}

static void kill_conn(struct conn *c, const char *why) {
  if (c->state == S_DEAD) return;
  if (c->state == S_READY) { n_ready--; n_died++; if (chan_subs[c->chan]) chan_subs[c->chan]--; }
  else if (c->state == S_SLOW) { n_slow--; n_slow_closed++; }
  else { n_inflight--; n_failed++; }
  if (verbose || (c->state != S_SLOW && n_failed + n_died <= 5)) fprintf(stderr, "conn %ld closed in state %d: %s\n", (long)(c - conns), c->state, why);
  c->state = S_DEAD; close(c->fd); c->fd = -1;
  free(c->carry); free(c->msg); c->carry = c->msg = NULL; c->clen = c->ccap = c->mlen = c->mcap = 0;
}
static void ready(struct conn *c, u64 now) {
  if (c - conns >= nconns) {                // one of the slow: only its end is noticed from now on
    c->state = S_SLOW; n_inflight--; n_slow++; c->next_ping = now + ping_interval_ns[c->proto]; last_progress = now;
    struct epoll_event ev = { .events = EPOLLRDHUP | EPOLLET, .data.u64 = c - conns }; epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev); return;
  }
  c->state = S_READY; n_inflight--; n_ready++; chan_subs[c->chan]++; c->next_ping = now + ping_interval_ns[c->proto]; last_progress = now;
}
static void subscribe(struct conn *c) {
  char b[512]; int n;
  if (c->proto == P_PUSHER) n = snprintf(b, sizeof b, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"%s\"}}", chan_name[c->chan]);
  else if (c->proto == P_RAW) n = snprintf(b, sizeof b, "SUB %s", chan_name[c->chan]);
  else n = snprintf(b, sizeof b, "42[\"subscribe\",{\"channel\":\"%s\"}]", chan_name[c->chan]);
  ws_send(c, 1, b, n);
}

// ---- deliveries
static inline u64 hexn(const u8 *p, int n) { u64 v = 0; for (int i = 0; i < n; i++) { u8 ch = p[i]; v = v << 4 | (u64)((ch & 15) + (ch >> 6) * 9); } return v; }
static void hexw(char *p, u64 v, int n) { for (int i = n - 1; i >= 0; i--) { p[i] = "0123456789abcdef"[v & 15]; v >>= 4; } }
#define MARK "@@TS=0000000000000000;SEQ=00000000.00000000;R=0000@@"
#define O_TS 5
#define O_CS 26
#define O_G 35
#define O_R 46
#define MARKLEN 52

static int seq_unique(struct conn *c, u32 s) {
  if (s == c->next) { c->next++; return 1; }
  if (s > c->next) {
    if (c->ngaps == c->gcap) { c->gcap = c->gcap ? c->gcap * 2 : 4; c->gaps = realloc(c->gaps, c->gcap * sizeof *c->gaps); }
    c->gaps[c->ngaps++] = (struct gap){ c->next, s }; c->next = s + 1; return 1;
  }
  for (u32 i = 0; i < c->ngaps; i++) {
    struct gap *q = &c->gaps[i]; if (s < q->a || s >= q->b) continue;
    c_reorder++;
    if (s == q->a) q->a++; else if (s == q->b - 1) q->b--;
    else {
      u32 b = q->b; q->b = s;
      if (c->ngaps == c->gcap) { c->gcap *= 2; c->gaps = realloc(c->gaps, c->gcap * sizeof *c->gaps); q = &c->gaps[i]; }
      c->gaps[c->ngaps++] = (struct gap){ s + 1, b }; return 1;
    }
    if (q->a == q->b) *q = c->gaps[--c->ngaps];
    return 1;
  }
  return 0;
}
static int delivery(struct conn *c, const u8 *p, size_t len, u64 now) {
  const u8 *m;
  if (c->hint + MARKLEN <= len && !memcmp(p + c->hint, "@@TS=", 5)) m = p + c->hint;
  else { m = memmem(p, len, "@@TS=", 5); if (!m || m + MARKLEN > p + len) return 0; c->hint = m - p; }
  if (hexn(m + O_R, 4) != runid) { c_foreign++; return 1; }
  u64 ts = hexn(m + O_TS, 16); u32 cs = hexn(m + O_CS, 8), g = hexn(m + O_G, 8);
  struct slot *s = &ring[g & (RING - 1)]; int cur = s->live && s->g == g;
  if (cur && s->chan != c->chan) { c_misdeliv++; return 1; }
  if (!seq_unique(c, cs)) { c_dup++; return 1; }
  c_delivered++; last_progress = now;
  if (phase == PH_MEASURE) w_delivered++;
  if (ts >= t0 && (!t1 || ts < t1) && t0) hadd(&lat, now > ts ? now - ts : 0);
  if (cur && ++s->got >= s->want) { s->live = 0; outstanding--; while (g_old != g_next && !ring[g_old & (RING - 1)].live) g_old++; }
  return 1;
}
static int jint(const u8 *p, size_t n, const char *k, int def) {
  const u8 *q = memmem(p, n, k, strlen(k)); if (!q) return def;
  q += strlen(k); while (q < p + n && (*q == '"' || *q == ':' || *q == ' ' || *q == '\\')) q++;
  int v = 0, any = 0; while (q < p + n && *q >= '0' && *q <= '9') { v = v * 10 + (*q++ - '0'); any = 1; }
  return any ? v : def;
}
#define HAS(s) memmem(p, len, s, sizeof(s) - 1)
static void on_text(struct conn *c, const u8 *p, size_t len, u64 now) {
  c_text++;
  if (c->state == S_READY && delivery(c, p, len, now)) return;
  switch (c->proto) {
  case P_PUSHER:
    if (HAS("pusher:ping")) { static const char m[] = "{\"event\":\"pusher:pong\",\"data\":{}}"; ws_send(c, 1, m, sizeof m - 1); }
    else if (c->state == S_OPEN && HAS("connection_established")) {
      int a = jint(p, len, "activity_timeout", 120); ping_interval_ns[P_PUSHER] = (u64)a * 500000000ull; c->state = S_SUBWAIT; subscribe(c);
    } else if (c->state == S_SUBWAIT && HAS("subscription_succeeded")) ready(c, now);
    else if (HAS("pusher:error") || HAS("subscription_error")) { if (c_perr++ < 3) fprintf(stderr, "pusher error: %.*s\n", (int)(len > 300 ? 300 : len), p); }
    break;
  case P_SIO3: case P_SIO4:
    if (len == 0) break;
    if (p[0] == '0' && c->state == S_OPEN) {
      ping_interval_ns[c->proto] = (u64)jint(p, len, "pingInterval", 25000) * 1000000ull;
      if (c->proto == P_SIO4) ws_send(c, 1, "40", 2);
      c->state = S_SUBWAIT;
    } else if (p[0] == '2' && len <= 6) { ((u8 *)p)[0] = '3'; ws_send(c, 1, p, len); }
    else if (len >= 2 && p[0] == '4' && p[1] == '0' && c->state == S_SUBWAIT) { subscribe(c); ready(c, now); }
    else if (len >= 2 && p[0] == '4' && p[1] == '4') { if (c_perr++ < 3) fprintf(stderr, "sio error: %.*s\n", (int)(len > 300 ? 300 : len), p); }
    else if (len >= 2 && p[0] == '4' && p[1] == '1') kill_conn(c, "socket.io disconnect");
    break;
  }
}
static void heartbeat(struct conn *c, u64 now) {
  if ((c->state != S_READY && c->state != S_SLOW) || now < c->next_ping) return;
  c->next_ping = now + ping_interval_ns[c->proto];
  if (c->proto == P_SIO3) ws_send(c, 1, "2", 1);
  else if (c->proto == P_PUSHER && now - c->last_rx > ping_interval_ns[P_PUSHER]) { static const char m[] = "{\"event\":\"pusher:ping\",\"data\":{}}"; ws_send(c, 1, m, sizeof m - 1); }
}

// ---- websocket input: frames are parsed in one big shared buffer; an unfinished tail is kept per connection
#define RB (1u << 20)
static u8 *rbuf;
static void on_frame(struct conn *c, int fin, int op, u8 *p, size_t n, u64 now) {
  if (op >= 8) {
    if (op == 9) ws_send(c, 10, p, n > 125 ? 125 : n);
    else if (op == 8) { char w[64]; snprintf(w, sizeof w, "close frame %d", n >= 2 ? p[0] << 8 | p[1] : 0); if (phase < PH_DONE) ws_send(c, 8, p, n > 125 ? 125 : n); kill_conn(c, w); }
    return;
  }
  if (fin && op != 0 && !c->inmsg) { on_text(c, p, n, now); return; }
  if (op != 0) { c->inmsg = 1; c->mlen = 0; }
  if (c->mlen + n > 16u << 20) { kill_conn(c, "message too big"); return; }
  if (c->mlen + n > c->mcap) { c->mcap = c->mlen + n; c->msg = realloc(c->msg, c->mcap); }
  memcpy(c->msg + c->mlen, p, n); c->mlen += n;
  if (fin) { c->inmsg = 0; on_text(c, c->msg, c->mlen, now); if (c->state != S_DEAD) { free(c->msg); c->msg = NULL; c->mcap = c->mlen = 0; } }
}
static size_t parse(struct conn *c, u8 *b, size_t n, u64 now) {   // returns bytes consumed
  size_t o = 0;
  if (c->state == S_HTTP) {
    u8 *e = memmem(b, n, "\r\n\r\n", 4); if (!e) { if (n > 16384) kill_conn(c, "long http header"); return 0; }
    if (n < 12 || memcmp(b + 9, "101", 3)) { char w[256]; snprintf(w, sizeof w, "http answer: %.*s", (int)(n > 200 ? 200 : n), b); kill_conn(c, w); return 0; }
    if (!memmem(b, e - b, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", 28)) { kill_conn(c, "bad Sec-WebSocket-Accept"); return 0; }
    o = e + 4 - b; c->state = S_OPEN;
    if (c->proto == P_RAW) { if (raw_sub) subscribe(c); ready(c, now); }
  }
  while (c->state != S_DEAD && n - o >= 2) {
    u8 *f = b + o; size_t left = n - o, h = 2; u64 len = f[1] & 127;
    if (f[1] & 128) { kill_conn(c, "masked server frame"); return 0; }
    if (len == 126) { if (left < 4) break; len = f[2] << 8 | f[3]; h = 4; }
    else if (len == 127) { if (left < 10) break; len = 0; for (int i = 0; i < 8; i++) len = len << 8 | f[2 + i]; h = 10; if (len > 16u << 20) { kill_conn(c, "frame too big"); return 0; } }
    if (left < h + len) break;
    if (f[0] & 0x70) { kill_conn(c, "rsv bits set"); return 0; }
    on_frame(c, f[0] >> 7, f[0] & 15, f + h, len, now); o += h + len;
  }
  return o;
}
static void on_readable(struct conn *c) {
  for (;;) {
    size_t have = c->clen; u8 *big = rbuf; size_t cap = RB;
    if (have > RB / 2) { cap = have + RB; big = malloc(cap); }
    if (have) memcpy(big, c->carry, have);
    ssize_t r = recv(c->fd, big + have, cap - have, 0);
    if (r <= 0) {
      if (big != rbuf) free(big);
      if (r < 0 && (errno == EAGAIN || errno == EINTR)) return;
      kill_conn(c, r == 0 ? "eof" : strerror(errno)); return;
    }
    u64 now = now_ns(); c->last_rx = now; c_reads++; c_bytes += r; if (phase == PH_MEASURE) { w_bytes += r; w_reads++; }
    size_t n = have + r, used = parse(c, big, n, now);
    if (c->state != S_DEAD) {
      size_t rest = n - used;
      if (rest) { if (rest > c->ccap || c->ccap > 4 * rest + 4096) { free(c->carry); c->ccap = rest + 512; c->carry = malloc(c->ccap); } memcpy(c->carry, big + used, rest); }
      else if (c->carry) { free(c->carry); c->carry = NULL; c->ccap = 0; }
      c->clen = rest;
    }
    int full = (size_t)r == cap - have;
    if (big != rbuf) free(big);
    if (c->state == S_DEAD || c->state == S_SLOW || !full) return;
  }
}
static char upreq[4][2048]; static int upreq_len[4];
#define SLOW_ADDR 0x7f000063u       // 127.0.0.99: where the slow ones come from, so that /proc/net/tcp tells who still holds them
static void start_conn(int i, u64 now) {
  struct conn *c = &conns[i]; c->chan = i % nchan; c->proto = protos[i % nprotos]; c->t_conn = now;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); if (c->fd < 0) die("socket: %s", strerror(errno));
  int one = 1; setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  // Else the kernel would take tens of megabytes for a client that reads nothing, and nobody would be slow.
  int narrow = 16384; if (i >= nconns) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &narrow, sizeof narrow);
  if ((ntohl(dst.sin_addr.s_addr) >> 24) == 127) {
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct sockaddr_in s = { .sin_family = AF_INET }; s.sin_addr.s_addr = htonl(i < nconns ? 0x7f000002u + i % nsources : SLOW_ADDR);
    if (bind(c->fd, (void *)&s, sizeof s)) die("bind: %s", strerror(errno));
  }
  c->state = S_CONNECTING; n_inflight++;
  struct sockaddr_in *to = &dsts[i % nports];
  if (connect(c->fd, (void *)to, sizeof *to) && errno != EINPROGRESS) { kill_conn(c, strerror(errno)); return; }
  struct epoll_event ev = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = i };
  if (epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &ev)) die("epoll_ctl: %s", strerror(errno));
}
static void on_conn_event(struct conn *c, u32 ev) {
  if (c->state == S_DEAD) return;
  if (c->state == S_CONNECTING) {
    int e = 0; socklen_t l = sizeof e; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &l);
    if (e) { kill_conn(c, strerror(e)); return; }
    if (!(ev & EPOLLOUT)) return;
    c->state = S_HTTP; send_all(c->fd, upreq[c->proto], upreq_len[c->proto]);
  }
  if (c->state == S_SLOW) { if (ev & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) kill_conn(c, "closed as slow"); return; }
  if (ev & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) on_readable(c);
}

// ---- publishers
static char *tmpl; static int tmpl_len;          // marker + padding
static u64 next_pub_ns, pub_period;
static int redis_fd = -1; static char *rout; static size_t rolen, rooff, rocap = 4u << 20;
struct hp { int fd, busy, inlen; u64 t; char in[16384]; };
static struct hp *hps; static struct conn wsp;

static int pconnect(struct sockaddr_in *a) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
  if (connect(fd, (void *)a, sizeof *a)) { close(fd); return -1; }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one); fcntl(fd, F_SETFL, O_NONBLOCK); return fd;
}
static void pub_add(int fd, u64 tag, u32 ev) { struct epoll_event e = { .events = ev, .data.u64 = tag }; if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e)) die("epoll_ctl pub: %s", strerror(errno)); }
static void redis_flush(void) {
  while (rooff < rolen) {
    ssize_t r = send(redis_fd, rout + rooff, rolen - rooff, MSG_NOSIGNAL);
    if (r > 0) { rooff += r; continue; }
    if (r < 0 && errno == EAGAIN) return;
    die("redis write: %s", strerror(errno));
  }
  rolen = rooff = 0;
}
static void redis_read(void) {
  char b[65536]; static long v; static int in, err; static char eb[256]; static int el;
  for (;;) {
    ssize_t r = recv(redis_fd, b, sizeof b, 0);
    if (r < 0 && errno == EAGAIN) return;
    if (r <= 0) die("redis connection lost");
    for (ssize_t i = 0; i < r; i++) {
      char ch = b[i];
      if (ch == ':') { in = 1; v = 0; } else if (ch == '-' && !in && !err) { err = 1; el = 0; }
      else if (ch == '\n') { if (err) die("redis: %.*s", el, eb); if (in) { redis_replies++; redis_recv_sum += v; if (!v) redis_zero++; } in = 0; }
      else if (err && el < 250) eb[el++] = ch; else if (in && ch >= '0' && ch <= '9') v = v * 10 + ch - '0';
    }
    if (r < (ssize_t)sizeof b) return;
  }
}
static void hexs(char *o, const u8 *d, int n) { for (int i = 0; i < n; i++) { o[2 * i] = "0123456789abcdef"[d[i] >> 4]; o[2 * i + 1] = "0123456789abcdef"[d[i] & 15]; } o[2 * n] = 0; }
static int http_build(char *o, size_t cap, const char *body, int blen) {
  char q[1024], p[256]; snprintf(p, sizeof p, "%s/apps/%s/events", basepath, app_id);
  if (pubmode == PUB_ECHO) snprintf(q, sizeof q, "auth_key=%s", app_key);
  else {
    static EVP_MD_CTX *mc; u8 d[32]; unsigned dl; char md[80], sg[80], s[2048];
    if (!mc) mc = EVP_MD_CTX_new();
    EVP_DigestInit_ex(mc, EVP_md5(), NULL); EVP_DigestUpdate(mc, body, blen); EVP_DigestFinal_ex(mc, d, &dl); hexs(md, d, 16);
    int n = snprintf(q, sizeof q, "auth_key=%s&auth_timestamp=%ld&auth_version=1.0&body_md5=%s", app_key, (long)time(NULL), md);
    int sl = snprintf(s, sizeof s, "POST\n%s\n%s", p, q);
    HMAC(EVP_sha256(), app_secret, strlen(app_secret), (u8 *)s, sl, d, &dl); hexs(sg, d, 32);
    snprintf(q + n, sizeof q - n, "&auth_signature=%s", sg);
  }
  int h = snprintf(o, cap, "POST %s?%s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\nAccept: application/json\r\n\r\n", p, q, host, pub_port, blen);
  memcpy(o + h, body, blen); return h + blen;
}
static struct hp *hp_idle(void) {
  static int last; for (int k = 0; k < pubconns; k++) {
    struct hp *h = &hps[(last + k) % pubconns]; if (h->busy) continue;
    if (h->fd < 0) { h->fd = pconnect(&pdst); if (h->fd < 0) continue; h->inlen = 0; pub_add(h->fd, 2ull << 32 | (u32)(h - hps), EPOLLIN | EPOLLET); }
    last = (h - hps) + 1; return h;
  }
  return NULL;
}
static void hp_read(struct hp *h) {
  for (;;) {
    ssize_t r = recv(h->fd, h->in + h->inlen, sizeof h->in - 1 - h->inlen, 0);
    if (r < 0 && errno == EAGAIN) return;
    if (r <= 0) { close(h->fd); h->fd = -1; if (h->busy) { h->busy = 0; http_bad++; if (http_bad < 4) fprintf(stderr, "http publisher: connection closed before an answer\n"); } h->inlen = 0; return; }
    h->inlen += r; h->in[h->inlen] = 0;
    char *e = memmem(h->in, h->inlen, "\r\n\r\n", 4); if (!e) continue;
    char *cl = strcasestr(h->in, "\r\ncontent-length:"); int hl = e + 4 - h->in, total;
    char *te = strcasestr(h->in, "\r\ntransfer-encoding: chunked");
    if (cl && cl < e) total = hl + atoi(cl + 17);
    else if (te && te < e) { char *z = strstr(e + 2, "\r\n0\r\n\r\n"); if (!z) continue; total = z + 7 - h->in; }
    else total = hl;
    if (h->inlen < total) continue;
    int st = atoi(h->in + 9); if (st >= 200 && st < 300) { http_ok++; if (phase == PH_MEASURE) w_http_ok++; } else { if (http_bad++ < 3) fprintf(stderr, "http publish answered: %s\n", h->in); }
    if (h->t >= t0 && t0) hadd(&ack, now_ns() - h->t);
    h->busy = 0; h->inlen = 0;
    char *cc = strcasestr(h->in, "\r\nconnection: close"); if (cc && cc < e) { close(h->fd); h->fd = -1; return; }
  }
}
static int publish_one(u64 now) {      // returns 0 when it cannot publish now
  if (g_next - g_old >= RING - 1) return 0;
  int ch = rr % nchan; struct hp *h = NULL;
  if (pubmode == PUB_REDIS && rocap - rolen < (size_t)tmpl_len + 1024) return 0;
  if ((pubmode == PUB_PUSHER || pubmode == PUB_ECHO) && !(h = hp_idle())) return 0;
  rr++; u32 g = g_next, cs = chan_seq[ch]++; u64 ts = now_ns();
  hexw(tmpl + O_TS, ts, 16); hexw(tmpl + O_CS, cs, 8); hexw(tmpl + O_G, g, 8); hexw(tmpl + O_R, runid, 4);
  u32 want = chan_subs[ch]; ring[g & (RING - 1)] = (struct slot){ g, ch, want, 0, ts, want > 0 }; g_next++;
  if (want) outstanding++; else if (g_old == g) g_old++;
  c_published++; c_expected += want; if (phase == PH_MEASURE) w_published++;
  const char *cn = chan_name[ch];
  if (pubmode == PUB_REDIS) {
    char *o = rout + rolen; int el = strlen(event), bl = 10 + el + 15 + tmpl_len + 17;   // {"event":"E","data":{"m":"T"},"socket":null}
    int n = sprintf(o, "*3\r\n$7\r\nPUBLISH\r\n$%d\r\n%s%s\r\n$%d\r\n{\"event\":\"%s\",\"data\":{\"m\":\"", (int)(strlen(redis_prefix) + strlen(cn)), redis_prefix, cn, bl, event);
    memcpy(o + n, tmpl, tmpl_len); n += tmpl_len; memcpy(o + n, "\"},\"socket\":null}\r\n", 19); rolen += n + 19;
  } else if (pubmode == PUB_WS) {
    static u8 b[140000], f[140100]; int n = sprintf((char *)b, "PUB %s {\"event\":\"%s\",\"data\":{\"m\":\"", cn, event);
    memcpy(b + n, tmpl, tmpl_len); n += tmpl_len; memcpy(b + n, "\"}}", 3); send_all(wsp.fd, f, ws_frame(f, 1, b, n + 3));
  } else {
    static char b[140000], o[144000];
    int n = sprintf(b, "{\"name\":\"%s\",\"channel\":\"%s\",\"data\":\"{\\\"m\\\":\\\"", event, cn);
    memcpy(b + n, tmpl, tmpl_len); n += tmpl_len; memcpy(b + n, "\\\"}\"}", 5); n += 5;
    n = http_build(o, sizeof o, b, n); h->busy = 1; h->t = ts; h->inlen = 0; send_all(h->fd, o, n);
  }
  return 1;
}
static void do_publish(u64 now) {
  if (pubmode == PUB_NONE || (phase != PH_WARM && phase != PH_MEASURE)) return;
  // forget messages that nobody completed for a long time, so that losses cannot stop the run
  while (g_old != g_next) {
    struct slot *s = &ring[g_old & (RING - 1)];
    if (s->live) { if (now - s->ts < (u64)(expire_s * 1e9) || now - last_progress < 500000000ull) break; s->live = 0; outstanding--; c_expired++; }
    g_old++;
  }
  if (rate > 0) {
    int k = 0;
    while (next_pub_ns <= now && k++ < 1000) {
      u64 lag = now - next_pub_ns; if (lag > max_publag && phase == PH_MEASURE) max_publag = lag;
      if (!publish_one(now)) break;
      next_pub_ns += pub_period;
    }
  } else while (outstanding < (u32)window && publish_one(now)) ;
  if (pubmode == PUB_REDIS && rolen) redis_flush();
}

// ---- the slow: sockets that the server still holds, and those that only the kernel still has
static int held, orphans; static u64 t_pub, slow_first, slow_last, next_sample;
static void count_held(const char *file) {
  FILE *fp = fopen(file, "r"); char l[512], remote[64]; unsigned st; unsigned long inode; if (!fp) return;
  while (fgets(l, sizeof l, fp)) {
    if (!strstr(l, "6300007F:") || sscanf(l, " %*d: %*s %63s %x %*s %*s %*s %*d %*d %lu", remote, &st, &inode) != 3) continue;
    if (!strstr(remote, "6300007F:") || st == 6) continue;
    if (inode) held++; else orphans++;
  }
  fclose(fp);
}
static void sample(u64 now) {
  for (int i = 0; i < nsrv; i++) { double r = srv_rss(srvs[i].pid); if (r > srvs[i].rss_max) srvs[i].rss_max = r; }
  if (!nslow) return;
  held = orphans = 0; count_held("/proc/net/tcp"); count_held("/proc/net/tcp6");
  if (held < nslow && !slow_first) slow_first = now;
  if (!held && !slow_last) slow_last = now;
}

static void usage(void) {
  fputs("fanout --proto pusher|sio3|sio4|raw, several with + take turns; --host H --port P, several with + take turns [--path /...] --conns N [--channels K] [--prefix bench]\n"
        "  [--slow N: as many more that never read] [--slow-wait 40] [--hold: until stdin ends]\n"
        "  --publish none | redis:HOST:PORT[:prefix] | pusher-http:APPID:KEY:SECRET[:basepath] | http-echo:APPID:KEY | ws\n"
        "  [--rate R (0 = closed loop)] [--window 64] [--size 200] [--seconds 10] [--warmup 2] [--settle 1] [--server-pid PID]...\n"
        "  [--connect-rate N/s] [--connect-inflight 200] [--sources n] [--pub-conns 8] [--pub-port P] [--key KEY] [--event BenchEvent]\n"
        "  [--raw-subscribe] [--origin URL] [--label text] [--drain 10] [--expire 5] [--connect-timeout 120] [--verbose]\n", stderr); exit(2);
}
static char *part(char **s) { char *r = *s; if (!r) return NULL; char *q = strchr(r, ':'); if (q) { *q = 0; *s = q + 1; } else *s = NULL; return r; }
static void resolve(const char *h, int p, struct sockaddr_in *a) {
  memset(a, 0, sizeof *a); a->sin_family = AF_INET; a->sin_port = htons(p);
  if (inet_pton(AF_INET, h, &a->sin_addr) == 1) return;
  struct hostent *e = gethostbyname(h); if (!e) die("cannot resolve %s", h); memcpy(&a->sin_addr, e->h_addr_list[0], 4);
}
static void args(int ac, char **av) {
  for (int i = 1; i < ac; i++) {
    char *a = av[i], *v = i + 1 < ac ? av[i + 1] : NULL;
#define O(n) (!strcmp(a, "--" n) && (v ? (i++, 1) : (usage(), 0)))
    if (O("proto")) {
      proto_names = v; nprotos = 0; char *l = strdup(v);
      for (char *t = strtok(l, "+"); t; t = strtok(NULL, "+")) {
        int p = !strcmp(t, "pusher") ? P_PUSHER : !strcmp(t, "sio3") ? P_SIO3 : !strcmp(t, "sio4") ? P_SIO4 : !strcmp(t, "raw") ? P_RAW : -1;
        if (p < 0 || nprotos == 4) usage();
        protos[nprotos++] = p;
      }
      if (!nprotos) usage();
    } else if (O("slow")) nslow = atoi(v); else if (O("slow-wait")) slow_wait = atof(v); else if (!strcmp(a, "--hold")) hold = 1;
    else if (O("host")) host = v; else if (O("port")) {
      nports = 0; char *l = strdup(v);
      for (char *t = strtok(l, "+"); t && nports < 8; t = strtok(NULL, "+")) ports[nports++] = atoi(t);
      if (!nports) usage();
      port = ports[0];
    } else if (O("path")) path = v; else if (O("conns")) nconns = atoi(v);
    else if (O("channels")) nchan = atoi(v); else if (O("prefix")) prefix = v; else if (O("rate")) rate = atof(v); else if (O("window")) window = atoi(v);
    else if (O("size")) size = atoi(v); else if (O("seconds")) seconds = atof(v); else if (O("warmup")) warmup = atof(v); else if (O("settle")) settle = atof(v);
    else if (O("server-pid")) { if (nsrv < 16) srvs[nsrv++].pid = atoi(v); } else if (O("connect-rate")) connect_rate = atof(v);
    else if (O("connect-inflight")) inflight_max = atoi(v); else if (O("sources")) nsources = atoi(v); else if (O("pub-conns")) pubconns = atoi(v);
    else if (O("pub-port")) pub_port = atoi(v); else if (O("key")) ws_key = v; else if (O("event")) event = v; else if (O("label")) label = v;
    else if (O("origin")) origin = v; else if (O("drain")) drain_max = atof(v); else if (O("expire")) expire_s = atof(v); else if (O("connect-timeout")) connect_timeout = atof(v);
    else if (!strcmp(a, "--raw-subscribe")) raw_sub = 1; else if (!strcmp(a, "--verbose")) verbose = 1;
    else if (O("publish")) {
      char *s = strdup(v), *k = part(&s), *x;
      if (!strcmp(k, "none")) pubmode = PUB_NONE; else if (!strcmp(k, "ws")) pubmode = PUB_WS;
      else if (!strcmp(k, "redis")) { pubmode = PUB_REDIS; if ((x = part(&s)) && *x) snprintf(redis_host, 64, "%s", x); if ((x = part(&s)) && *x) redis_port = atoi(x); if (s) snprintf(redis_prefix, 64, "%s", s); }
      else if (!strcmp(k, "pusher-http") || !strcmp(k, "http-echo")) {
        pubmode = *k == 'p' ? PUB_PUSHER : PUB_ECHO; if ((x = part(&s))) snprintf(app_id, 64, "%s", x); if ((x = part(&s))) snprintf(app_key, 128, "%s", x);
        if (pubmode == PUB_PUSHER && (x = part(&s))) snprintf(app_secret, 128, "%s", x);
        if (s) snprintf(basepath, 128, "%s", s);
      } else usage();
    } else { fprintf(stderr, "unknown option %s\n", a); usage(); }
  }
  if (nconns < 1 || nchan < 1 || size > 131072) usage();
  if (size < MARKLEN) size = MARKLEN;
  if (!pub_port) pub_port = port;
  if (!nsources) nsources = nconns / 8000 + 1;
}
static void snapshot(int what) {
  for (int i = 0; i < nsrv; i++) {
    struct srv *s = &srvs[i];
    if (what == 0) { s->rss0 = srv_rss(s->pid); s->cpu_c0 = srv_cpu(s->pid); } else if (what == 1) { s->rss1 = srv_rss(s->pid); }
    else if (what == 2) s->cpu0 = srv_cpu(s->pid); else if (what == 3) s->cpu1 = srv_cpu(s->pid);
    else if (what == 4) s->rss2 = srv_rss(s->pid); else s->cpu_c1 = srv_cpu(s->pid);
  }
}
int main(int ac, char **av) {
  if (ac < 2) usage();
  args(ac, av); signal(SIGPIPE, SIG_IGN);
  struct rlimit rl; getrlimit(RLIMIT_NOFILE, &rl); rlim_t need = nconns + nslow + 64;
  if (rl.rlim_cur < need) {
    struct rlimit w = { need, rl.rlim_max < need ? need : rl.rlim_max };
    if (setrlimit(RLIMIT_NOFILE, &w)) {     // no CAP_SYS_RESOURCE: take what the hard limit gives
      rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl);
      if (rl.rlim_max < need) { nconns = (int)rl.rlim_max - 64; fprintf(stderr, "open file limit is %lu: only %d connections (run a second fanout for more)\n", (unsigned long)rl.rlim_max, nconns); }
    }
  }
  resolve(host, port, &dst); resolve(host, pub_port, &pdst); for (int i = 0; i < nports; i++) resolve(host, ports[i], &dsts[i]); ep = epoll_create1(EPOLL_CLOEXEC); rbuf = malloc(RB);
  conns = calloc(nconns + nslow, sizeof *conns); ring = calloc(RING, sizeof *ring); chan_seq = calloc(nchan, 4); chan_subs = calloc(nchan, 4); chan_name = calloc(nchan, sizeof *chan_name);
  for (int i = 0; i < nchan; i++) if (asprintf(&chan_name[i], "%s.%d", prefix, i) < 0) return 2;
  tmpl = malloc(size + 1); memset(tmpl, 'x', size); memcpy(tmpl, MARK, MARKLEN); tmpl[size] = 0; tmpl_len = size;
  runid = (u32)(getpid() * 2654435761u ^ (u32)now_ns()) >> 16 & 0xffff; pub_period = rate > 0 ? (u64)(1e9 / rate) : 0;
  for (int p = P_PUSHER; p <= P_RAW; p++) {
    char own[512];
    if (p == P_PUSHER) snprintf(own, sizeof own, "/app/%s?protocol=7&client=fanout&version=1.0.0&flash=false", ws_key ? ws_key : app_key);
    else snprintf(own, sizeof own, "%s", p == P_RAW ? "/" : p == P_SIO3 ? "/socket.io/?EIO=3&transport=websocket" : "/socket.io/?EIO=4&transport=websocket");
    upreq_len[p] = snprintf(upreq[p], sizeof upreq[p], "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                            path ? path : own, host, port, origin ? "Origin: " : "", origin ? origin : "", origin ? "\r\n" : "");
  }
  if (pubmode == PUB_REDIS) {
    struct sockaddr_in a; resolve(redis_host, redis_port, &a); redis_fd = pconnect(&a); if (redis_fd < 0) die("cannot connect to redis: %s", strerror(errno));
    rout = malloc(rocap); pub_add(redis_fd, 1ull << 32, EPOLLIN | EPOLLOUT | EPOLLET);
  } else if (pubmode == PUB_PUSHER || pubmode == PUB_ECHO) { hps = calloc(pubconns, sizeof *hps); for (int i = 0; i < pubconns; i++) hps[i].fd = -1; }
  if (hold) pub_add(0, 3ull << 32, EPOLLIN);
  snapshot(0); machine(2); t_start = now_ns(); u64 own_start = own_cpu_ns(), phase_end = 0, next_beat = t_start + 1000000000ull, t_conn_end = 0; double conn_s = 0, own_c = 0;
  last_progress = t_start; int exit_code = 0; struct epoll_event evs[1024];
  while (phase != PH_DONE) {
    u64 now = now_ns(), wake = now + 100000000ull;
    switch (phase) {
    case PH_CONNECT:
      if (n_started < nconns + nslow) {
        int allow = nconns + nslow;
        if (connect_rate > 0) { allow = (int)((now - t_start) / 1e9 * connect_rate) + 1; wake = now + 1000000; }
        while (n_started < nconns + nslow && n_started < allow && n_inflight < inflight_max) start_conn(n_started++, now);
      } else if (n_inflight == 0 || (now - t_start) / 1e9 > connect_timeout) {
        if (n_inflight) for (int i = 0; i < nconns + nslow; i++) if (conns[i].state < S_READY && conns[i].state != S_NEW) kill_conn(&conns[i], "timeout");
        t_conn_end = last_progress; conn_s = (t_conn_end - t_start) / 1e9; snapshot(5); machine(3); own_c = (own_cpu_ns() - own_start) / 1e9;
        fprintf(stderr, "%d connected, %d failed, %.2f s\n", n_ready, n_failed, conn_s);
        if (!n_ready) { exit_code = 1; phase = PH_DONE; break; }
        if (pubmode == PUB_WS) { wsp.fd = pconnect(&dst); if (wsp.fd < 0) die("ws publisher"); fcntl(wsp.fd, F_SETFL, 0); send_all(wsp.fd, upreq[P_RAW], upreq_len[P_RAW]); char b[4096]; if (recv(wsp.fd, b, sizeof b, 0) <= 0) die("ws publisher refused"); fcntl(wsp.fd, F_SETFL, O_NONBLOCK); }
        phase = PH_SETTLE; phase_end = now + (u64)(settle * 1e9);
      }
      break;
    case PH_SETTLE: if (now >= phase_end) { snapshot(1); phase = PH_WARM; phase_end = now + (u64)(warmup * 1e9); next_pub_ns = t_pub = now; fprintf(stderr, "settled\n"); } break;
    case PH_WARM: if (now >= phase_end) { phase = PH_MEASURE; snapshot(2); machine(0); own0 = own_cpu_ns(); t0 = now_ns(); phase_end = t0 + (u64)(seconds * 1e9); } break;
    case PH_MEASURE: if (hold) phase_end = 0; else if (now >= phase_end) { snapshot(3); machine(1); own1 = own_cpu_ns(); t1 = now_ns(); phase = PH_DRAIN; phase_end = t1 + (u64)(drain_max * 1e9); } break;
    case PH_DRAIN: if (c_delivered >= c_expected || now >= phase_end) {
        if (now - t1 < 200000000ull && c_delivered >= c_expected && c_expected) { wake = t1 + 200000000ull; break; }   // leave time for duplicates to show
        phase = PH_SLOW; phase_end = now + (u64)((nslow ? slow_wait : 0) * 1e9); } break;
    case PH_SLOW: if (!nslow || slow_last || now >= phase_end) { sample(now); snapshot(4); phase = PH_DONE; } break;
    }
    if (phase == PH_DONE) break;
    if (now >= next_beat) { next_beat = now + 1000000000ull; for (int i = 0; i < n_started; i++) heartbeat(&conns[i], now); }
    if (phase >= PH_WARM && now >= next_sample) { next_sample = now + 500000000ull; sample(now); }
    do_publish(now);
    if (phase_end && phase_end < wake) wake = phase_end;
    if ((phase == PH_WARM || phase == PH_MEASURE) && rate > 0 && pubmode && next_pub_ns < wake) wake = next_pub_ns;
    u64 n2 = now_ns(), d = wake > n2 ? wake - n2 : 0; struct timespec ts = { d / 1000000000ull, d % 1000000000ull };
    int n = epoll_pwait2(ep, evs, 1024, &ts, NULL);
    for (int i = 0; i < n; i++) {
      u64 tag = evs[i].data.u64; int kind = tag >> 32; u32 ix = (u32)tag;
      if (kind == 0) on_conn_event(&conns[ix], evs[i].events);
      else if (kind == 1) { if (evs[i].events & EPOLLIN) redis_read(); if (evs[i].events & EPOLLOUT) redis_flush(); }
      else if (kind == 2 && hps[ix].fd >= 0) hp_read(&hps[ix]);
      else if (kind == 3) { char b[256]; if (read(0, b, sizeof b) <= 0) { hold = 0; phase_end = now; epoll_ctl(ep, EPOLL_CTL_DEL, 0, NULL); } }
    }
  }
  double win = t1 > t0 ? (t1 - t0) / 1e9 : 0, own_w = (own1 - own0) / 1e9; u64 own_end = own_cpu_ns();
  printf("{\"label\":\"%s\",\"proto\":\"%s\",\"conns\":%d,\"conns_failed\":%d,\"conns_died\":%d,\"channels\":%d,\"size\":%d,\"rate\":%g,\"window\":%d,\"connect_seconds\":%.3f,\"connects_per_s\":%.0f,",
         label, proto_names, n_ready, n_failed, n_died, nchan, size, rate, rate > 0 ? 0 : window, conn_s, conn_s > 0 ? (n_ready + n_died) / conn_s : 0);
  printf("\"published\":%llu,\"expected\":%llu,\"delivered\":%llu,\"lost\":%lld,\"duplicates\":%llu,\"reordered\":%llu,\"misdelivered\":%llu,\"foreign\":%llu,\"expired\":%llu,\"protocol_errors\":%llu,",
         (unsigned long long)c_published, (unsigned long long)c_expected, (unsigned long long)c_delivered, (long long)(c_expected - c_delivered), (unsigned long long)c_dup, (unsigned long long)c_reorder,
         (unsigned long long)c_misdeliv, (unsigned long long)c_foreign, (unsigned long long)c_expired, (unsigned long long)c_perr);
  printf("\"seconds\":%.3f,\"window_published\":%llu,\"window_delivered\":%llu,\"published_per_s\":%.1f,\"deliveries_per_s\":%.0f,\"mbit_per_s\":%.1f,\"text_frames\":%llu,\"reads_in_window\":%llu,",
         win, (unsigned long long)w_published, (unsigned long long)w_delivered, win ? w_published / win : 0, win ? w_delivered / win : 0, win ? w_bytes * 8 / win / 1e6 : 0, (unsigned long long)c_text, (unsigned long long)w_reads);
  printf("\"latency_ms\":{\"n\":%llu,\"mean\":%.3f,\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f},", (unsigned long long)lat.n, lat.n ? lat.sum / 1e6 / lat.n : 0, hq(&lat, .5), hq(&lat, .9), hq(&lat, .99), hq(&lat, .999), lat.max / 1e6);
  if (pubmode == PUB_PUSHER || pubmode == PUB_ECHO) printf("\"publish_http\":{\"ok\":%llu,\"bad\":%llu,\"per_s\":%.0f,\"ack_p50_ms\":%.3f,\"ack_p99_ms\":%.3f},", (unsigned long long)http_ok, (unsigned long long)http_bad, win ? w_http_ok / win : 0, hq(&ack, .5), hq(&ack, .99));
  if (pubmode == PUB_REDIS) printf("\"publish_redis\":{\"replies\":%llu,\"no_receiver\":%llu,\"avg_receivers\":%.2f},", (unsigned long long)redis_replies, (unsigned long long)redis_zero, redis_replies ? (double)redis_recv_sum / redis_replies : 0);
  printf("\"publish_lag_ms_max\":%.3f,\"own_cpu_s\":%.3f,\"own_cpu_window_s\":%.3f,\"own_cpu_pct\":%.1f,\"servers\":[", max_publag / 1e6, (own_end - own_start) / 1e9, own_w, win ? own_w / win * 100 : 0);
  double sum = 0;
  for (int i = 0; i < nsrv; i++) {
    struct srv *s = &srvs[i]; double c = s->cpu1 - s->cpu0; sum += c;
    printf("%s{\"pid\":%d,\"cpu_s\":%.2f,\"cpu_pct\":%.1f,\"connect_cpu_s\":%.2f,\"connect_cpu_us_per_conn\":%.0f,\"rss_mb_before\":%.1f,\"rss_mb_connected\":%.1f,\"rss_mb_end\":%.1f,\"rss_mb_max\":%.1f,\"rss_kb_per_conn\":%.2f,\"server_cpu_us_per_delivery\":%.3f}", i ? "," : "", s->pid, c, win ? c / win * 100 : 0,
           s->cpu_c1 - s->cpu_c0, n_ready ? (s->cpu_c1 - s->cpu_c0) * 1e6 / n_ready : 0, s->rss0, s->rss1, s->rss2, s->rss_max, n_ready ? (s->rss1 - s->rss0) * 1024 / n_ready : 0, w_delivered ? c * 1e6 / w_delivered : 0);
  }
  printf("],");
  if (nslow) printf("\"slow\":{\"conns\":%d,\"noticed\":%d,\"held_at_end\":%d,\"orphans_at_end\":%d,\"first_closed_s\":%.1f,\"last_closed_s\":%.1f},", nslow, n_slow_closed, held, orphans, slow_first ? (slow_first - t_pub) / 1e9 : -1, slow_last ? (slow_last - t_pub) / 1e9 : -1);
  double busy = mach_busy[1] - mach_busy[0], other = busy - sum - own_w;
  printf("\"machine_busy_pct\":%.1f,\"other_cpu_pct\":%.1f,\"steal_pct\":%.1f", win ? busy / win * 100 : 0, win ? other / win * 100 : 0, win ? (mach_steal[1] - mach_steal[0]) / win * 100 : 0);
  double csum = 0; for (int i = 0; i < nsrv; i++) csum += srvs[i].cpu_c1 - srvs[i].cpu_c0;
  printf(",\"connect_other_cpu_pct\":%.1f,\"connect_own_cpu_s\":%.2f", conn_s > 0 ? (mach_busy[3] - mach_busy[2] - csum - own_c) / conn_s * 100 : 0, own_c);
  printf(",\"server_cpu_us_per_delivery\":%.3f,\"rss_kb_per_conn\":%.2f}\n", w_delivered ? sum * 1e6 / w_delivered : 0, nsrv && n_ready ? (srvs[0].rss1 - srvs[0].rss0) * 1024 / n_ready : 0);
  fflush(stdout);
  // say goodbye properly: a close frame to everyone, then up to two seconds for the answers
  static const u8 bye[8] = { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8 };
  for (int i = 0; i < n_started; i++) if (conns[i].fd >= 0 && conns[i].state == S_READY) send(conns[i].fd, bye, 8, MSG_NOSIGNAL | MSG_DONTWAIT);
  verbose = 0; n_failed = n_died = 100; u64 end = now_ns() + 2000000000ull;
  while (n_ready > 0 && now_ns() < end) { int n = epoll_wait(ep, evs, 1024, 100); for (int i = 0; i < n; i++) if (evs[i].data.u64 >> 32 == 0) on_conn_event(&conns[evs[i].data.u64], evs[i].events); }
  return exit_code;
}
