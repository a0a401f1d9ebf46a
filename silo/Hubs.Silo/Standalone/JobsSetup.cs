using Hubs.Silo.Calendars;
using Hubs.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Hubs.Silo.Jobs;

public static class JobsSetup
{
    /// <summary>The product's own jobs; backups go to "backups" beside the store.</summary>
    public static IServiceCollection AddProductJobs(
        this IServiceCollection services,
        SiloFolders folders
    )
    {
        services.AddSingleton(s => new RollingBackup(
            Path.Combine(folders.Data, "backups"),
            s.GetRequiredService<SqliteStore>().Backup,
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(_ => new CalendarFetch());
        services.AddSingleton<CalendarsIn>();
        services.AddSingleton<ProductJobs>();
        services.AddSingleton(s => s.GetRequiredService<ProductJobs>().Table);
        return services.AddJobs(folders.Data);
    }

    /// <summary>Quartz in <paramref name="folder"/>/jobs.db, and the board. Needs a <see cref="JobTable"/>, IStateStore and TimeProvider beside it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, string folder)
    {
        services.AddSingleton<JobBoard>();
        services.AddQuartz(quartz =>
            quartz.UsePersistentStore(store =>
                store
                    .UseSqlite(
                        SqliteFactory.Instance,
                        new SqliteConnectionStringBuilder
                        {
                            DataSource = Path.Combine(folder, "jobs.db"),
                        }.ToString()
                    )
                    .ProvisionSchema()
            )
        );
        services.AddHostedService<JobClock>();
        return services;
    }
}
