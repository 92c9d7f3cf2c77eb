package canyon.dashboard.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** Lets in who knows the password: with the cookie of a session, or with HTTP Basic. */
final class PasswordGuard implements Guard {
    /** Of who knows the password. */
    static final String USER = "admin";

    /** Hashes that are computed at once: strangers get no more of the processors. */
    private static final int MAX_AT_ONCE = 2;

    private final Password password;
    private final Sessions sessions;
    private final SlowDown slowDown;
    private final WrongPasswords wrong;
    private final Known known = new Known();
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE);

    PasswordGuard(Password password, Sessions sessions, LongSupplier nanos) {
        this.password = password;
        this.sessions = sessions;
        this.slowDown = new SlowDown(nanos);
        this.wrong = new WrongPasswords(nanos);
    }

    @Override
    public Verdict verdict(Caller caller) {
        Optional<Session> session = sessions.find(caller.cookie(SessionServlet.COOKIE));
        if (session.isPresent()) {
            return new Verdict.Admitted(USER, session.get());
        }
        Optional<Caller.Basic> basic = caller.basic();
        if (basic.isEmpty()) {
            return new Verdict.Stranger();
        }
        return basic.get().user().equals(USER)
                ? checkPassword(caller, basic.get().password())
                : new Verdict.Stranger();
    }

    @Override
    public boolean hasForm() {
        return true;
    }

    /** Admits without a session. */
    @Override
    public Verdict checkPassword(Caller caller, String guess) {
        String address = caller.block();
        if (known.has(address, guess)) {
            return new Verdict.Admitted(USER, null);
        }
        Duration wait = slowDown.begin(address);
        if (!wait.isZero()) {
            wrong.unheard(address);
            return new Verdict.Slowed(wait);
        }
        if (!turns.tryAcquire()) {
            slowDown.undo(address);
            return new Verdict.Slowed(SlowDown.FIRST_WAIT);
        }
        try {
            if (password.matches(guess)) {
                slowDown.right(address);
                known.add(address, guess);
                return new Verdict.Admitted(USER, null);
            }
        } finally {
            turns.release();
        }
        wrong.heard(address);
        return new Verdict.Stranger();
    }
}
