package canyon.proxy;

import canyon.support.Behind;
import canyon.support.CanyonServer;
import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;

/** {@code server-config/nginx}. */
@Behind(ProxyKind.NGINX)
class NginxIT extends ProxyContract {
    NginxIT(CanyonServer canyon, ReverseProxy proxy) {
        super(ProxyKind.NGINX, canyon, proxy);
    }
}
