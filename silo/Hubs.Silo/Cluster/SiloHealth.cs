using Hubs.Silo.Cluster.Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hubs.Silo.Cluster;

/// <summary>
/// <c>/health/live</c>: the process is worth keeping. <c>/health/ready</c>: it takes part in the cluster and reaches its storage; not while it starts or
/// drains. <c>/health</c> is the same as ready.
/// </summary>
internal static class SiloHealth
{
    private const string Ready = "ready";

    public static void AddSiloHealth(this IServiceCollection services) =>
        services
            .AddHealthChecks()
            .AddCheck<EngineHealth>("engine")
            .AddCheck<MemberHealth>("member", tags: [Ready])
            .AddCheck<StorageHealth>("storage", tags: [Ready]);

    public static void MapSiloHealth(this WebApplication app)
    {
        app.MapHealthChecks(
            "/health/live",
            new HealthCheckOptions { Predicate = check => !check.Tags.Contains(Ready) }
        );
        app.MapHealthChecks("/health/ready");
        app.MapHealthChecks("/health");
    }

    /// <summary>What Orleans itself watches: its queues and timers.</summary>
    private sealed class EngineHealth(
        IEnumerable<IHealthCheckParticipant> parts,
        TimeProvider clock
    ) : IHealthCheck
    {
        private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);

        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            var since = (clock.GetUtcNow() - LookBack).UtcDateTime;
            foreach (var part in parts)
                if (!part.CheckHealth(since, out var reason))
                    return Task.FromResult(HealthCheckResult.Unhealthy(reason));
            return Task.FromResult(HealthCheckResult.Healthy());
        }
    }

    private sealed class MemberHealth(ISiloStatusOracle members) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(
                members.CurrentStatus == SiloStatus.Active
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy($"This silo is {members.CurrentStatus}.")
            );
    }

    private sealed class StorageHealth(AzureAccount account) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                await account
                    .Container(AzureAccount.Journal)
                    .GetPropertiesAsync(cancellationToken: cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault)
                when (fault is global::Azure.RequestFailedException or AggregateException)
            {
                return HealthCheckResult.Unhealthy("The storage account cannot be reached.", fault);
            }
        }
    }
}
