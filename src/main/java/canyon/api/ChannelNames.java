package canyon.api;

import canyon.message.ChannelName;

/** Channel names in requests. What is wrong with one is told to the client. */
final class ChannelNames {
    private static final int BAD_REQUEST = 400;
    private static final int SHOWN_LENGTH = 100;

    private ChannelNames() {}

    /** @param maxLength from {@code canyon.limits.channel-name-length} */
    static ChannelName parse(String text, int maxLength) throws RefusedRequestException {
        if (text.length() > maxLength) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "The channel name \"%s\" must have at most %d characters (canyon.limits.channel-name-length)"
                            .formatted(shown(text), maxLength));
        }
        try {
            return new ChannelName(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(BAD_REQUEST, "\"" + shown(text) + "\": " + e.getMessage());
        }
    }

    /** The beginning of a name, for messages. */
    static String shown(String name) {
        if (name.length() <= SHOWN_LENGTH) {
            return name;
        }
        boolean cutsPair = Character.isHighSurrogate(name.charAt(SHOWN_LENGTH - 1));
        return name.substring(0, cutsPair ? SHOWN_LENGTH - 1 : SHOWN_LENGTH) + "…";
    }
}
