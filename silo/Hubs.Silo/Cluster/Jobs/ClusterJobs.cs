using Hangfire;
using Hangfire.PostgreSql;
using Hubs.Silo.Calendars;
using Hubs.Silo.Jobs;
using Hubs.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hubs.Silo.Cluster.Jobs;

/// <summary>The same table of jobs as standalone; Hangfire says when, in whichever silo is free.</summary>
internal static class ClusterJobs
{
    public const string Dashboard = "/jobs";

    // A silo that was killed holds its job for so long; then the next one may begin it again.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The table and the book of outcomes, which silos and web nodes share.</summary>
    public static void AddClusterJobs(this IServiceCollection services)
    {
        services.AddSingleton(_ => new CalendarFetch());
        services.AddSingleton<CalendarsIn>();
        services.AddSingleton(s => new ProductJobs(
            s.GetRequiredService<IGrainFactory>(),
            s.GetRequiredService<CalendarsIn>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(s => s.GetRequiredService<ProductJobs>().Table);
        services.AddSingleton(s => new JobBoard(
            s.GetRequiredService<JobTable>(),
            s.GetRequiredService<IStateStore>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<JobBoard>>(),
            Lease
        ));
    }

    public static void AddJobsClock(this IServiceCollection services, ClusterSettings settings)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (settings.Database is { } database)
                hangfire.UsePostgreSqlStorage(postgres => postgres.UseNpgsqlConnection(database));
            else
                hangfire.UseInMemoryStorage();
        });
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 2;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        });
        services.AddHostedService<JobClock>();
    }

    /// <summary>Hangfire's own pages; see <see cref="OnlyHere"/> for who may look.</summary>
    public static void MapJobsDashboard(this WebApplication app) =>
        app.MapHangfireDashboard(
            Dashboard,
            new DashboardOptions
            {
                Authorization = [new OnlyHere()],
                DashboardTitle = "Hubs: jobs",
                DisplayStorageConnectionString = false,
                AppPath = null,
            }
        );
}
