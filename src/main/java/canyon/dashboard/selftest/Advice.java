package canyon.dashboard.selftest;

/** What to write into the configuration of a proxy. nginx first, since most have it. */
final class Advice {
    static final String UPGRADE =
            "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection"
                    + " \"upgrade\"; Apache: ProxyPass with upgrade=websocket (2.4.47) or mod_proxy_wstunnel";

    static final String CONNECTION =
            "nginx: proxy_set_header Connection \"upgrade\"; beside the line for Upgrade; other proxies: pass the header"
                    + " Connection on for WebSockets";

    static final String BUFFERING =
            "nginx: proxy_buffering off; for /pusher/app/; Apache: flushpackets=on; a CDN: switch its buffering and"
                    + " compression off for this path";

    static final String READ_TIMEOUT =
            "nginx: proxy_read_timeout 60s; Apache: ProxyTimeout 60; a load balancer: idle time-out over 60 s (more than"
                    + " canyon.socketio.ping-interval and canyon.pusher.activity-timeout)";

    static final String FORWARDED_FOR = "nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;";

    static final String FORWARDED_PROTO =
            "nginx: proxy_set_header X-Forwarded-Proto $scheme; Apache: RequestHeader set X-Forwarded-Proto https";

    static final String UNREACHED =
            "the proxy does not reach Canyon: is the server up, and does proxy_pass (ProxyPass) name its address and port?";

    static final String STICKY =
            "with several servers behind one URL each client must stay at one: nginx: ip_hash; in the upstream, or sticky"
                    + " sessions of the load balancer";

    static final String HTTP_2_ONLY =
            "offer HTTP/1.1 beside HTTP/2 at this address: WebSockets begin with an HTTP/1.1 request";

    private Advice() {}

    /** @param path as clients ask for it */
    static String path(String path) {
        return "is the path right? The proxy must pass " + path
                + " on to Canyon, and take off only what is not the WAR's"
                + " context path (nginx: location and proxy_pass with or without a slash at both ends); is"
                + " canyon.public-url the URL under which Canyon itself answers?";
    }
}
