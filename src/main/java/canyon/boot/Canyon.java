package canyon.boot;

import canyon.api.ServerStatus;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.broker.Broker;
import canyon.channel.ChannelRegistry;
import canyon.config.AppsSettings;
import canyon.config.LoadedSettings;
import canyon.config.Settings;
import canyon.config.SettingsLoader;
import canyon.connection.Connections;
import canyon.demo.DemoAuthServlet;
import canyon.demo.DemoFeed;
import canyon.demo.DemoPage;
import canyon.drain.Drain;
import canyon.redis.RedisSubscriber;
import canyon.transport.engineio.ClientLibrary;
import canyon.user.Users;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The running application: starts in order, stops in reverse, and gives its parts to whoever has them injected. */
@ApplicationScoped
public class Canyon {
    /** How long the start waits for it; a Redis that is away must not keep Canyon from serving its HTTP API. */
    private static final Duration REDIS_AT_START = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(Canyon.class.getName());

    @Resource
    private @Nullable ManagedThreadFactory threadFactory;

    @Resource
    private @Nullable ManagedExecutorService executor;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    private @Nullable Node node;
    private @Nullable Threads threads;
    private @Nullable Future<?> sweep;
    private @Nullable Future<?> feed;
    private @Nullable Future<?> invitation;
    private @Nullable RedisSubscriber subscriber;
    private Instant started = Instant.EPOCH;
    private boolean drained;

    /**
     * Starts everything.
     *
     * @throws canyon.config.InvalidSettingsException if anything is wrong with the configuration; nothing is served
     *     then
     */
    void start(ServletContext context) throws IOException {
        LoadedSettings loaded = SettingsLoader.load();
        loaded.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        Settings settings = loaded.settings();
        FileDescriptors.ofThisProcess()
                .flatMap(files -> files.shortage(settings.limits().connections()))
                .ifPresent(shortage -> LOG.log(Level.WARNING, shortage));
        Node running = new Node(settings, Objects.requireNonNull(threadFactory));
        node = running;
        if (!settings.fanOut().warmUp().isZero()) {
            new WarmUp(settings.fanOut()).run(Objects.requireNonNull(threadFactory));
        }
        started = Instant.now();
        int clientVersion = settings.socketIo().clientVersion();
        running.door().open(context, ClientLibrary.load(context, "/WEB-INF/socket.io/", clientVersion));
        running.pusherDoor().open(context);
        openRoot(context, settings, running.apps().standard());
        Threads own = new Threads(Objects.requireNonNull(threadFactory));
        threads = own;
        running.start(own);
        if (settings.redis().url() != null) {
            subscriber = running.redisSubscriber();
            Objects.requireNonNull(executor).execute(subscriber);
            awaitRedis(running);
        }
        Returning.take(context)
                .ifPresent(returning -> returning.pace(running.connections().admissions(), Instant.now()));
        sweep = Objects.requireNonNull(scheduler).scheduleWithFixedDelay(running.appSweep(), 5, 5, TimeUnit.SECONDS);
        announce(settings);
        if (settings.dev()) {
            startDemo(Objects.requireNonNull(scheduler), running.broker(), settings.publicUrl());
        }
    }

    /** Those who come as soon as they can, after a redeployment, miss nothing from then on. */
    private static void awaitRedis(Node running) {
        try {
            running.awaitRedis(REDIS_AT_START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startDemo(ManagedScheduledExecutorService scheduler, Broker broker, @Nullable URI publicUrl) {
        feed = scheduler.scheduleAtFixedRate(new DemoFeed(broker, Clock.systemUTC()), 0, 1, TimeUnit.SECONDS);
        if (publicUrl != null) {
            // Below the many lines of the server's own start, where it is seen.
            invitation = scheduler.schedule(
                    () -> LOG.log(Level.INFO, "Open {0} in a browser: the demo page", publicUrl), 3, TimeUnit.SECONDS);
        }
    }

    private static void openRoot(ServletContext context, Settings settings, App app) {
        context.addServlet("nowhere", new NowhereServlet()).addMapping("/");
        if (settings.dev()) {
            DemoPage.open(context);
            if (settings.auth().standIn()) {
                // Not beside a real application: it lets everybody in.
                DemoAuthServlet.open(context, app);
            }
        } else {
            context.addServlet("root", new RootServlet()).addMapping("");
        }
    }

    private static void announce(Settings settings) {
        AppsSettings apps = settings.apps();
        if (settings.app() == null && apps.file() == null && apps.table() == null) {
            LOG.log(
                    Level.WARNING,
                    "no application is configured (canyon.app.id, canyon.app.key, canyon.app.secret): Socket.IO is served,"
                            + " Pusher clients and the HTTP API are refused");
        }
        LOG.log(
                Level.INFO,
                "who may join private and presence channels is asked of {0} ({1})",
                settings.auth().hosts(),
                settings.auth().endpoint());
        String where = settings.publicUrl() == null ? "" : " at " + settings.publicUrl();
        LOG.log(
                Level.INFO,
                "Canyon serves Socket.IO and Pusher clients{0}{1}",
                where,
                settings.dev() ? " in development mode" : "");
    }

    /** Sends the clients away, one after the other, while everything still runs for those who are there. */
    void drain(ServletContext context) {
        Node running = node;
        if (running == null || drained) {
            return;
        }
        drained = true;
        Settings settings = running.settings();
        // Whoever develops restarts often, and waits for it.
        Duration duration = settings.dev() ? Duration.ZERO : settings.operator().drain();
        running.drain().complete(duration);
        new Returning(running.drain().sentAway(), Instant.now()).keep(context);
    }

    /** Stops everything; never throws, so that each part gets its turn. */
    void stop() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        if (feed != null) {
            feed.cancel(false);
        }
        if (invitation != null) {
            invitation.cancel(false);
        }
        if (subscriber != null) {
            subscriber.stop();
        }
        if (node != null) {
            node.stop();
        }
        if (threads != null) {
            try {
                threads.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Node node() {
        return Objects.requireNonNull(node, "Canyon has not started");
    }

    @Produces
    @Singleton
    Broker broker() {
        return node().broker();
    }

    @Produces
    @Singleton
    Users users() {
        return node().users();
    }

    @Produces
    @Singleton
    Connections connections() {
        return node().connections();
    }

    @Produces
    @Singleton
    Drain drain() {
        return node().drain();
    }

    @Produces
    @Singleton
    Settings settings() {
        return node().settings();
    }

    @Produces
    @Singleton
    AppDirectory apps() {
        return node().apps();
    }

    @Produces
    @Singleton
    ServerStatus status() {
        return new ServerStatus(node().connections()::count, started);
    }

    @Produces
    @ApplicationScoped
    ChannelRegistry registry() {
        return node().registry();
    }
}
