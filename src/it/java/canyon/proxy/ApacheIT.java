package canyon.proxy;

import canyon.support.Behind;
import canyon.support.CanyonServer;
import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;

/** {@code server-config/apache}. */
@Behind(ProxyKind.APACHE)
class ApacheIT extends ProxyContract {
    ApacheIT(CanyonServer canyon, ReverseProxy proxy) {
        super(ProxyKind.APACHE, canyon, proxy);
    }
}
