package canyon.dashboard.selftest;

import java.util.Optional;

/** What the proxy tells of its clients, seen at a request that was sent before. */
final class ForwardedProbe implements Probe {
    @Override
    public String name() {
        return "X-Forwarded-For and -Proto";
    }

    @Override
    public Outcome run(Journey journey) {
        Optional<Arrival> arrival = journey.anyArrival();
        if (arrival.isEmpty()) {
            return Outcome.wrong(
                    "none of the requests arrived at this node",
                    "another server or another node answers under this URL: see the other checks");
        }
        return isProxied(arrival.get(), journey.target())
                ? of(arrival.get(), journey.target())
                : Outcome.fine("no proxy is in between");
    }

    private static Outcome of(Arrival arrival, Target target) {
        boolean isTrusted = target.proxies().trusts(arrival.peer());
        boolean lacksProto = target.isTls() && !arrival.isSecure() && arrival.forwardedProto() == null;
        if (arrival.forwardedFor() == null && lacksProto) {
            return Outcome.wrong(
                    "the proxy tells neither where its clients come from nor that they come by TLS",
                    Advice.FORWARDED_FOR + " " + Advice.FORWARDED_PROTO);
        }
        if (arrival.forwardedFor() == null && isTrusted) {
            return Outcome.wrong(
                    "the proxy does not tell where its clients come from: all have the address " + arrival.peer(),
                    Advice.FORWARDED_FOR);
        }
        if (lacksProto) {
            return Outcome.wrong("the proxy does not tell that its clients come by TLS", Advice.FORWARDED_PROTO);
        }
        if (!isTrusted && arrival.forwardedFor() != null) {
            return Outcome.wrong(
                    "the proxy's X-Forwarded-For is not believed, since " + arrival.peer() + " is not trusted",
                    "add " + arrival.peer() + " to canyon.trusted-proxies");
        }
        return "HTTP/1.0".equals(arrival.protocol())
                ? Outcome.fine("the proxy speaks HTTP/1.0 to Canyon; proxy_http_version 1.1; keeps its connections")
                : Outcome.FINE;
    }

    /** A proxy cannot be seen, only what it does. */
    private static boolean isProxied(Arrival arrival, Target target) {
        return arrival.forwardedFor() != null
                || arrival.forwardedProto() != null
                || arrival.via() != null
                || arrival.protocol().equals("HTTP/1.0")
                || target.isTls() != arrival.isSecure()
                || arrival.port() != target.port();
    }
}
