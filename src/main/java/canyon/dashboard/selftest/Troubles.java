package canyon.dashboard.selftest;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What it means that no answer came. */
final class Troubles {
    private Troubles() {}

    static Outcome of(Exception failure) {
        if (has(failure, UnknownHostException.class) || has(failure, UnresolvedAddressException.class)) {
            return Outcome.wrong(
                    "this machine does not know the host",
                    "see whether DNS or /etc/hosts of this machine know the name in canyon.public-url");
        }
        if (has(failure, SSLException.class)) {
            return tls(texts(failure));
        }
        if (has(failure, HttpConnectTimeoutException.class)) {
            return Outcome.wrong(
                    "no connection in time",
                    "a firewall drops what is sent, or this machine cannot reach its own public address: then test from"
                            + " another machine");
        }
        if (failure instanceof TimeoutException || has(failure, HttpTimeoutException.class)) {
            return Outcome.wrong(
                    "no answer within " + Journey.STEP.toSeconds() + " s",
                    "the proxy holds the request or the answer back: see its log");
        }
        if (has(failure, ConnectException.class)) {
            return Outcome.wrong(
                    "nobody listens there: connection refused",
                    "is the proxy running, and are host and port of canyon.public-url right?");
        }
        return Outcome.wrong(
                "the connection broke: " + printable(texts(failure)),
                "see the proxy's log; does it speak HTTP/1.1 at this port?");
    }

    private static Outcome tls(String texts) {
        String lower = texts.toLowerCase(Locale.ROOT);
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            return Outcome.wrong(
                    "the certificate is for another host", "give the proxy a certificate for the host in the URL");
        }
        if (lower.contains("expired") || lower.contains("notafter")) {
            return Outcome.wrong("the certificate has expired", "renew it");
        }
        if (lower.contains("pkix") || lower.contains("certpath") || lower.contains("certificate")) {
            return Outcome.wrong(
                    "the certificate is not trusted",
                    "send the whole chain (nginx: ssl_certificate with fullchain.pem); with a certificate of your own,"
                            + " browsers must know its authority, and this server's Java too for this test");
        }
        if (lower.contains("unrecognized") || lower.contains("plaintext")) {
            return Outcome.wrong("no TLS is spoken there", "is it http instead of https, or another port?");
        }
        return Outcome.wrong("TLS failed: " + printable(texts), "see the proxy's log");
    }

    /** Signs of a server that speaks HTTP/2 alone. */
    static boolean mayBeHttp2(Exception failure) {
        String texts = texts(failure).toLowerCase(Locale.ROOT);
        return failure instanceof TimeoutException
                || texts.contains("no_application_protocol")
                || texts.contains("status line")
                || texts.contains("header parser")
                || texts.contains("eof");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String texts(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(texts.length() == 0 ? "" : ": ").append(cause.getMessage());
        }
        return texts.toString();
    }

    private static String printable(String text) {
        String cut = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        return cut.replaceAll("\\p{C}", " ");
    }
}
