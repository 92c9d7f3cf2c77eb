package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileDescriptorsTest {
    @Test
    void too_few_for_the_configured_connections_are_told_with_the_need_and_the_remedy() {
        assertThat(new FileDescriptors(10_999).shortage(10_000))
                .get()
                .asString()
                .contains("open 10999 files")
                .contains("canyon.limits.connections = 10000 needs about 11000")
                .contains("ulimit -n 11000")
                .contains("LimitNOFILE=11000")
                .doesNotContain("\n");
    }

    @Test
    void enough_for_connections_and_the_server_itself_is_nothing_to_tell() {
        assertThat(new FileDescriptors(11_000).shortage(10_000)).isEmpty();
    }

    @Test
    void without_a_limit_of_connections_only_very_few_are_told() {
        assertThat(new FileDescriptors(4_095).shortage(0))
                .get()
                .asString()
                .contains("open 4095 files")
                .contains("ulimit -n 4096");
        assertThat(new FileDescriptors(4_096).shortage(0)).isEmpty();
    }

    @Test
    void the_largest_limit_of_connections_does_not_overflow() {
        assertThat(new FileDescriptors(20_000).shortage(Integer.MAX_VALUE))
                .get()
                .asString()
                .contains("2147484647");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void the_system_tells_the_limit_of_this_process() {
        assertThat(FileDescriptors.ofThisProcess())
                .hasValueSatisfying(files -> assertThat(files.limit()).isGreaterThan(10));
    }
}
