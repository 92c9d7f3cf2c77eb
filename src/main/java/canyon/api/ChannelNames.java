package canyon.api;

import canyon.app.App;
import canyon.message.ChannelName;

/**
 * Channel names in requests, which belong to the caller's application. What is wrong with one is told to the client.
 */
final class ChannelNames {
    private static final int BAD_REQUEST = 400;
    private static final int SHOWN_LENGTH = 100;

    private ChannelNames() {}

    /**
     * In a request of laravel-echo-server's API.
     *
     * @param maxLength from {@code canyon.limits.channel-name-length}
     */
    static ChannelName parse(String text, App app, int maxLength) throws RefusedRequestException {
        if (text.length() > maxLength) {
            throw tooLong(text, maxLength, "canyon.limits.channel-name-length");
        }
        try {
            return app.channel(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(BAD_REQUEST, "\"" + shown(text) + "\": " + e.getMessage());
        }
    }

    /** In a request of Pusher's API. */
    static ChannelName parse(String text, App app) throws RefusedRequestException {
        int maxLength = app.limits().channelNameLength();
        if (text.length() > maxLength) {
            throw tooLong(text, maxLength, "maxChannelNameLength");
        }
        if (!ChannelName.isOfPusher(text)) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "The channel name \"" + shown(text)
                            + "\" must consist of letters, digits and _ - = @ , . ; and may begin with #");
        }
        return app.channel(text);
    }

    static void refuseReserved(ChannelName channel) throws RefusedRequestException {
        if (channel.isReserved()) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "\"" + shown(channel.text()) + "\" is no channel: Canyon or Redis use this name themselves");
        }
    }

    private static RefusedRequestException tooLong(String text, int maxLength, String limit) {
        return new RefusedRequestException(
                BAD_REQUEST,
                "The channel name \"%s\" must have at most %d characters (%s)"
                        .formatted(shown(text), maxLength, limit));
    }

    /** The beginning of a name or another text, for messages. */
    static String shown(String name) {
        if (name.length() <= SHOWN_LENGTH) {
            return name;
        }
        boolean cutsPair = Character.isHighSurrogate(name.charAt(SHOWN_LENGTH - 1));
        return name.substring(0, cutsPair ? SHOWN_LENGTH - 1 : SHOWN_LENGTH) + "…";
    }
}
