package canyon.config;

import org.jspecify.annotations.Nullable;

/**
 * Headers of the HTTP API for scripts of other origins, given as they are; null means that the header is not sent.
 *
 * @param origin {@code Access-Control-Allow-Origin}
 * @param methods {@code Access-Control-Allow-Methods}
 * @param headers {@code Access-Control-Allow-Headers}
 */
public record CorsSettings(
        @Nullable String origin,
        @Nullable String methods,
        @Nullable String headers) {}
