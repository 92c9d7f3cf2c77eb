package canyon.proxy;

import canyon.support.Behind;
import canyon.support.ProxyKind;

/** {@code server-config/apache}. */
@Behind(ProxyKind.APACHE)
class ApachePassingOnIT extends PassingOn {
    ApachePassingOnIT() throws Exception {
        super(ProxyKind.APACHE);
    }

    @Override
    String atCanyon(String file) {
        return file.replace(
                "ProxyPass / http://127.0.0.1:" + upstreamPort() + "/",
                "ProxyPass /canyon/ http://127.0.0.1:" + upstreamPort() + "/canyon/");
    }
}
