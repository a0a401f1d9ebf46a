using System.Net;
using Microsoft.Extensions.Configuration;

namespace Hubs.Silo.Cluster;

/// <summary>How silos and web nodes find each other.</summary>
public enum Clustering
{
    /// <summary>On this machine, without a membership table: for development. The silo on the first port must be there.</summary>
    Localhost,

    /// <summary>Membership and reminders in Azure tables.</summary>
    AzureTable,

    /// <summary>Membership and reminders in PostgreSQL, with Orleans' own scripts run before.</summary>
    PostgreSql,
}

/// <summary>The section "Cluster" of the configuration (docs/cluster.md), the same for every process of a cluster except ports and address.</summary>
public sealed record ClusterSettings
{
    public Clustering Clustering { get; init; } = Clustering.Localhost;

    /// <summary>Silos with the same name form one cluster.</summary>
    public string ClusterId { get; init; } = "hubs";

    /// <summary>Names the data: it outlives every cluster.</summary>
    public string ServiceId { get; init; } = "hubs";

    /// <summary>Azure Storage: a connection string, or the account's name to sign in as this machine's identity.</summary>
    public string Storage { get; init; } = "UseDevelopmentStorage=true";

    /// <summary>PostgreSQL, for membership when chosen, and for the jobs' clock. Not set: the jobs' clock forgets when the process ends.</summary>
    public string? Database { get; init; }

    public int SiloPort { get; init; } = 11111;

    public int GatewayPort { get; init; } = 30000;

    /// <summary>Under <see cref="Clustering.Localhost"/>: the port of the silo that was started first, when this is another.</summary>
    public int? FirstSiloPort { get; init; }

    /// <summary>The address other machines reach this one at; not set: found by Orleans.</summary>
    public string? Address { get; init; }

    /// <summary>How long a killed silo may keep others waiting: it is declared dead after this, missed twice.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public IPAddress? AdvertisedAddress =>
        Address is { } text
            ? IPAddress.TryParse(text, out var address)
                ? address
                : throw new ConfigurationUnusableException(
                    $"Cluster:Address '{text}' is no IP address"
                )
            : null;

    /// <exception cref="ConfigurationUnusableException">The message says which setting is wrong.</exception>
    public static ClusterSettings Of(IConfiguration configuration)
    {
        try
        {
            var settings =
                configuration.GetSection("Cluster").Get<ClusterSettings>() ?? new ClusterSettings();
            return settings is { Clustering: Clustering.PostgreSql, Database: null }
                ? throw new ConfigurationUnusableException(
                    "Cluster:Clustering is PostgreSql, so Cluster:Database must be its connection string"
                )
                : settings;
        }
        catch (InvalidOperationException fault)
        {
            throw new ConfigurationUnusableException(
                $"The section Cluster cannot be read: {fault.InnerException?.Message ?? fault.Message}"
            );
        }
    }
}
