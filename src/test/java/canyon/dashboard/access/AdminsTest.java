package canyon.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AdminAuth;
import canyon.config.OperatorSettings;
import canyon.config.Secret;
import canyon.config.TrustedProxies;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminsTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void who_knows_the_password_is_an_operator() {
        Admins admins = withPassword("hunter2");

        assertThat(admins.isAdmin(basic(ADDRESS, "hunter2").get())).isTrue();
        assertThat(admins.isAdmin(basic(ADDRESS, "hunter3").get())).isFalse();
        assertThat(admins.isAdmin(
                        TestRequest.from(ADDRESS).withBasic("root", "hunter2").get()))
                .isFalse();
        assertThat(admins.isAdmin(TestRequest.from(ADDRESS).get())).isFalse();
        assertThat(admins.isAdmin(TestRequest.from(ADDRESS)
                        .with("Authorization", "Basic ???")
                        .get()))
                .isFalse();
    }

    @Test
    void who_has_a_session_is_one_as_long_as_it_holds() {
        Admins admins = withPassword("hunter2");
        String token = admins.sessions().open("admin").token();

        assertThat(admins.isAdmin(TestRequest.from(OTHER).withSession(token).get()))
                .isTrue();
        admins.stop();

        assertThat(admins.isAdmin(TestRequest.from(OTHER).withSession(token).get()))
                .isFalse();
    }

    @Test
    void a_wrong_password_a_hundred_times_is_looked_at_a_few_times_and_hinders_nobody_else() {
        Admins admins = withPassword("hunter2");
        int looked = 0;
        for (int i = 0; i < 100; i++) {
            Verdict verdict = admins.verdict(basic(ADDRESS, "guess " + i).get());
            looked += verdict instanceof Verdict.Stranger ? 1 : 0;
        }

        assertThat(looked).isEqualTo(SlowDown.FREE);
        assertThat(admins.verdict(basic(ADDRESS, "hunter2").get()))
                .isEqualTo(new Verdict.Slowed(Duration.ofSeconds(1)));
        assertThat(admins.isAdmin(basic(OTHER, "hunter2").get())).isTrue();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(admins.isAdmin(basic(ADDRESS, "hunter2").get())).isTrue();
    }

    @Test
    void all_addresses_of_one_network_of_IPv6_are_one_guesser() {
        Admins admins = withPassword("hunter2");
        for (int i = 0; i < 100; i++) {
            admins.verdict(basic("2001:db8::" + i, "guess").get());
        }

        assertThat(admins.verdict(basic("2001:db8::ffff", "hunter2").get())).isInstanceOf(Verdict.Slowed.class);
        assertThat(admins.isAdmin(basic("2001:db8:0:1::1", "hunter2").get())).isTrue();
    }

    @Test
    void behind_a_trusted_proxy_it_is_the_client_who_guesses() {
        Admins admins = withPassword("hunter2");
        for (int i = 0; i < 100; i++) {
            admins.verdict(
                    basic("127.0.0.1", "guess").with("X-Forwarded-For", ADDRESS).get());
        }

        assertThat(admins.isAdmin(basic("127.0.0.1", "hunter2")
                        .with("X-Forwarded-For", OTHER)
                        .get()))
                .isTrue();
        assertThat(admins.isAdmin(basic("127.0.0.1", "hunter2")
                        .with("X-Forwarded-For", ADDRESS)
                        .get()))
                .isFalse();
    }

    @Test
    void without_a_password_there_is_no_dashboard() {
        Admins admins = admins(null, false);

        assertThat(admins.verdict(
                        TestRequest.from("127.0.0.1").with("Host", "localhost").get()))
                .isEqualTo(new Verdict.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:6001", "127.0.0.1:6001", "[::1]:6001", "canyon.localhost"})
    void in_development_mode_without_a_password_it_is_open_to_this_machine(String host) {
        Admins admins = admins(null, true);

        assertThat(admins.isAdmin(
                        TestRequest.from("127.0.0.1").with("Host", host).get()))
                .isTrue();
        assertThat(admins.isAdmin(
                        TestRequest.from("0:0:0:0:0:0:0:1").with("Host", host).get()))
                .isTrue();
        assertThat(admins.isAdmin(TestRequest.from("127.0.0.1")
                        .with("Host", host)
                        .with("X-Forwarded-For", "127.0.0.1")
                        .get()))
                .isTrue();
    }

    @Test
    void and_to_nobody_else() {
        Admins admins = admins(null, true);

        assertThat(admins.isAdmin(local(ADDRESS).get())).isFalse();
        assertThat(admins.isAdmin(
                        local("127.0.0.1").with("X-Forwarded-For", ADDRESS).get()))
                .isFalse();
        assertThat(admins.isAdmin(
                        local("127.0.0.1").with("Forwarded", "for=192.0.2.1").get()))
                .isFalse();
        // A name that suddenly means this machine.
        assertThat(admins.isAdmin(TestRequest.from("127.0.0.1")
                        .with("Host", "rebound.test:6001")
                        .get()))
                .isFalse();
    }

    @Test
    void nor_through_a_proxy_that_is_not_trusted() {
        Admins admins = new Admins(settings(null), new Site(true, TrustedProxies.parse("none"), null), nanos::get);

        assertThat(admins.isAdmin(local("127.0.0.1").get())).isTrue();
        assertThat(admins.isAdmin(
                        local("127.0.0.1").with("X-Forwarded-For", "127.0.0.1").get()))
                .isFalse();
    }

    @Test
    void a_password_holds_in_development_mode_too() {
        Admins admins = admins("hunter2", true);

        assertThat(admins.isAdmin(local("127.0.0.1").get())).isFalse();
        assertThat(admins.isAdmin(basic("127.0.0.1", "hunter2").get())).isTrue();
    }

    private static TestRequest local(String peer) {
        return TestRequest.from(peer).with("Host", "localhost:6001");
    }

    private static TestRequest basic(String address, String password) {
        return TestRequest.from(address).withBasic("admin", password);
    }

    private Admins withPassword(String password) {
        return admins(password, false);
    }

    private Admins admins(@Nullable String password, boolean dev) {
        return new Admins(
                settings(password), new Site(dev, TrustedProxies.parse("127.0.0.0/8,::1/128"), null), nanos::get);
    }

    private static OperatorSettings.Admin settings(@Nullable String password) {
        return new OperatorSettings.Admin(AdminAuth.PASSWORD, password == null ? null : new Secret(password), 20, 100);
    }
}
