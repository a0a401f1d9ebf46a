using Microsoft.Extensions.Logging;

namespace Hubs.Silo.Cluster;

/// <summary>The engines below write some hundred lines at every start; what goes wrong in them is written all the same.</summary>
internal static class QuietLogs
{
    private static readonly string[] Engines =
    [
        "Orleans",
        "Polly",
        "Hangfire",
        "Microsoft.AspNetCore",
    ];

    /// <summary>Unless the configuration says otherwise (Logging:LogLevel).</summary>
    public static void KeepToTheProduct(this ILoggingBuilder logging)
    {
        foreach (var engine in Engines)
            logging.AddFilter(engine, LogLevel.Warning);
        // At warning it lists its settings and every long turn of a start.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
    }
}
