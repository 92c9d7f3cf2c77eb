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
class QueryTest {
    @ParameterizedTest
    @ValueSource(strings = {"auth_signature=x", "a=b&auth_signature=", "auth_signature&a=b"})
    void with_a_signature_it_is_signed(String query) throws RefusedRequestException {
        assertThat(Query.parse(query).isSigned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auth_key=x", "my_auth_signature=x", "a=auth_signature", "auth_signatures=x"})
    void anything_else_is_not(String query) throws RefusedRequestException {
        assertThat(Query.parse(query).isSigned()).isFalse();
        assertThat(Query.parse(null).isSigned()).isFalse();
    }

    @Test
    void keys_are_signed_in_lower_case_and_sorted_and_values_without_escapes() throws Exception {
        Query query = Query.parse("Name=Something+else&auth_key=foo&auth_signature=x");

        assertThat(query.signable().iterator().next()).isEqualTo("auth_key=foo&name=Something else");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter=a%2Cb|filter=a,b",
                "filter=a%2Bb%20c|filter=a+b c",
                "filter=a+b|filter=a b",
                "filter=a+b|filter=a+b",
                "filter=a%2Cb|filter=a%2Cb",
                "channels[]=a&channels[]=b|channels[]=a&channels[]=b",
                "channels%5B%5D=b&channels%5B%5D=a|channels[]=b&channels[]=a",
                "channels%5B0%5D=a&channels%5B1%5D=b|channels=a,b",
                "b&a=|a=&b="
            })
    void what_a_library_may_have_signed_is_among_the_candidates(String query, String signed) throws Exception {
        assertThat(Query.parse("auth_signature=x&" + query).signable()).contains(signed);
    }

    @Test
    void an_ordinary_query_has_one_candidate() throws Exception {
        assertThat(Query.parse("auth_key=k&auth_timestamp=1&auth_version=1.0&body_md5=0&auth_signature=x")
                        .signable())
                .containsExactly("auth_key=k&auth_timestamp=1&auth_version=1.0&body_md5=0");
    }

    @Test
    void values_are_found_by_their_name() throws Exception {
        Query query = Query.parse("channels[]=a%3Bb&channels%5B%5D=c&channels[7]=d&name=my+event&name=other&empty=");

        assertThat(query.values("channels")).containsExactly("a;b", "c", "d");
        assertThat(query.first("name")).contains("my event");
        assertThat(query.first("empty")).contains("");
        assertThat(query.first("nothing")).isEmpty();
        assertThat(Query.parse(null).values("channels")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "%2=1", "a=b&auth_signature=%4"})
    void escapes_that_are_none_are_refused(String query) {
        assertThatThrownBy(() -> Query.parse(query))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageStartingWith("The query has broken escapes");
    }
}
