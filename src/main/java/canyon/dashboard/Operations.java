package canyon.dashboard;

import canyon.auth.AuthTester;
import canyon.cluster.ClusterView;
import canyon.config.LoadedSettings;
import canyon.dashboard.selftest.SelfTest;
import canyon.metrics.Meters;
import canyon.redis.RedisHealth;

/** What only operators use, put together by boot. */
public record Operations(
        NodeFacts facts,
        LoadedSettings loaded,
        Meters meters,
        RedisHealth redis,
        AppUsage usage,
        AuthTester authTester,
        SelfTest selfTest,
        Draining draining,
        ClusterView cluster) {}
