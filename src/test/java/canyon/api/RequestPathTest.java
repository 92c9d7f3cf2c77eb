package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apps/shop/channels/private-orders.1",
                "/apps/shop/channels/a%2Fb%20c%00%7F",
                "/apps/shop/channels/Zo%C3%AB-%F0%9F%A6%8A",
                "/apps/shop/channels/-_.~!$&'()*+,=:@",
                "/apps/../apps//shop"
            })
    void what_a_uri_may_hold_stays(String path) throws RefusedRequestException {
        assertThat(RequestPath.plain(path)).isEqualTo(path);
    }

    @Test
    void a_semicolon_is_no_beginning_of_parameters() throws RefusedRequestException {
        assertThat(RequestPath.plain("/apps/shop/channels/a;b=c;/users"))
                .isEqualTo("/apps/shop/channels/a%3Bb=c%3B/users");
    }

    @ParameterizedTest
    @CsvSource({
        "/apps/a[b, Illegal character in path at 7",
        "/apps/a b, Illegal character in path at 7",
        "/apps/{id}, Illegal character in path at 6",
        "/apps/a\\b, Illegal character in path at 7",
        "/apps/%, Malformed escape pair at 6",
        "/apps/%zz, Malformed escape pair at 6",
        "/apps/%ff, escapes that are not UTF-8",
        "/apps/%C0%AF, escapes that are not UTF-8",
        "/apps/%ED%A0%80, escapes that are not UTF-8",
        "/apps/Zoë, characters that need escapes",
        "/apps/🦊, characters that need escapes"
    })
    void what_a_uri_may_not_hold_is_refused(String path, String why) {
        assertThatThrownBy(() -> RequestPath.plain(path))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("The path must be a URI: " + why)
                .extracting("status")
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/apps/3/events, '', '', /apps/3/events",
        "/canyon/apps/3/events, /canyon, '', /canyon/apps/3/events",
        "/canyon/apps/3/events, /canyon, '', /apps/3/events",
        "/canyon/apps/3/events, /canyon, /ws, /ws/apps/3/events",
        "/apps/3/events, '', /ws, /ws/apps/3/events",
        "/apps/3/events, '', /ws, /apps/3/events",
        "/apps/3/channels/a%40b%3Bc, '', '', /apps/3/channels/a@b;c",
        "/apps/3/channels/a%40b%3Bc, '', '', /apps/3/channels/a%40b%3Bc",
        "/apps/3/users/a+b, '', '', /apps/3/users/a+b"
    })
    void what_a_library_may_have_signed_is_among_the_paths(String path, String context, String prefix, String signed) {
        assertThat(RequestPath.signable(path, context, prefix)).contains(signed);
    }

    @Test
    void an_ordinary_path_can_only_be_signed_as_it_is() {
        assertThat(RequestPath.signable("/apps/3/events", "", "")).containsExactly("/apps/3/events");
    }
}
