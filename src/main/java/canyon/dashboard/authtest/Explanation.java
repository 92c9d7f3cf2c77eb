package canyon.dashboard.authtest;

import canyon.app.App;
import canyon.auth.AuthEndpoint;
import canyon.auth.AuthTrial;
import canyon.auth.Grant;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.SocketId;

/** Says in one sentence what an authorization came to. */
public final class Explanation {
    private static final int OK = 200;

    private Explanation() {}

    /** For a Socket.IO client, on whose behalf Canyon asks. */
    public static Verdict ofSocketIo(AuthTrial trial, ChannelName channel) {
        AuthEndpoint.Reply reply = trial.reply();
        if (reply == null) {
            return unreachable(trial);
        }
        if (trial.grant() instanceof Grant.Admitted admitted) {
            boolean lacksMember = channel.kind() == ChannelKind.PRESENCE && admitted.member() == null;
            return Verdict.allowed(
                    lacksMember
                            ? "Laravel lets the user in, but says nothing of who it is (channel_data with an object): nobody"
                                    + " will see it on the presence channel"
                            : "Laravel lets the user in");
        }
        return refused(trial, reply.answer(), (Grant.Refused) trial.grant());
    }

    /** For a Pusher client, which asks itself and shows Canyon the signature. */
    public static Verdict ofPusher(AuthTrial trial, App app, ChannelName channel, SocketId socket) {
        AuthEndpoint.Reply reply = trial.reply();
        if (reply == null) {
            return unreachable(trial);
        }
        return trial.grant() instanceof Grant.Refused refused
                ? refused(trial, reply.answer(), refused)
                : Signature.check(
                        app,
                        socket.text() + ":" + channel.text(),
                        reply.answer().body());
    }

    private static Verdict refused(AuthTrial trial, AuthEndpoint.Answer answer, Grant.Refused refused) {
        if (answer.status() != OK) {
            return Verdict.denied(Refusals.of(trial, answer));
        }
        return Verdict.denied(
                answer.truncated()
                        ? "The answer is larger than canyon.limits.auth-body-bytes"
                        : "Laravel answers 200 with a page instead of JSON (" + refused.reason()
                                + "): it is its login page, or canyon.auth.endpoint is the address of something else");
    }

    private static Verdict unreachable(AuthTrial trial) {
        return Verdict.unreachable(
                trial.url() + " gives no answer (" + trial.failure() + "): " + advice(trial.failure()));
    }

    private static String advice(String failure) {
        if (failure.contains("UnknownHost") || failure.contains("UnresolvedAddress")) {
            return "this machine does not know the host of canyon.auth.host";
        }
        if (failure.contains("SSL") || failure.contains("CertPath") || failure.contains("certificate")) {
            return "its certificate is not trusted here; import it, or on a development machine set"
                    + " canyon.auth.tls-verify=false";
        }
        if (failure.contains("Timeout") || failure.contains("timed out")) {
            return "it takes longer than canyon.auth.timeout, or a firewall drops what is sent";
        }
        return failure.contains("refused")
                ? "nobody listens at canyon.auth.host"
                : "see whether canyon.auth.host is right as seen from this machine";
    }
}
