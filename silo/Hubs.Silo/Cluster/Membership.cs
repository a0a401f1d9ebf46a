using System.Net;
using Hubs.Silo.Cluster.Azure;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Hubs.Silo.Cluster;

/// <summary>How silos, and web nodes that look for them, find each other: the same choice on both sides.</summary>
internal static class Membership
{
    private const string Invariant = "Npgsql";

    /// <summary>A call that meets a grain just going to sleep is sent on to its next life; Orleans gives up after two such meetings.</summary>
    public const int MostForwards = 10;

    /// <summary>As in the standalone edition: at the time limit a grain that takes a cancellation token hears of it. Orleans would not tell it.</summary>
    public static void TellWhenNobodyWaits(MessagingOptions messages) =>
        messages.CancelRequestOnTimeout = true;

    public static void UseMembership(this ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Configure<ClusterOptions>(cluster => Name(cluster, settings));
        switch (settings.Clustering)
        {
            case Clustering.Localhost:
                silo.UseLocalhostClustering(
                    settings.SiloPort,
                    settings.GatewayPort,
                    new IPEndPoint(IPAddress.Loopback, settings.FirstSiloPort ?? settings.SiloPort),
                    settings.ServiceId,
                    settings.ClusterId
                );
                silo.UseInMemoryReminderService();
                break;
            case Clustering.AzureTable:
                silo.UseEndpoints(settings);
                silo.UseAzureStorageClustering(o => o.TableServiceClient = Tables(settings));
                silo.UseAzureTableReminderService(o => o.TableServiceClient = Tables(settings));
                break;
            case Clustering.PostgreSql:
                KnowNpgsql();
                silo.UseEndpoints(settings);
                silo.UseAdoNetClustering(o =>
                    (o.Invariant, o.ConnectionString) = (Invariant, settings.Database!)
                );
                silo.UseAdoNetReminderService(o =>
                    (o.Invariant, o.ConnectionString) = (Invariant, settings.Database!)
                );
                break;
        }
        silo.Configure<SiloMessagingOptions>(messages => messages.MaxForwardCount = MostForwards);
        silo.Configure<SiloMessagingOptions>(TellWhenNobodyWaits);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = settings.ProbeTimeout;
            membership.NumMissedProbesLimit = 2;
            membership.TableRefreshTimeout = 2 * settings.ProbeTimeout;
            membership.IAmAliveTablePublishTimeout = 3 * settings.ProbeTimeout;
        });
    }

    public static void UseMembership(this IClientBuilder client, ClusterSettings settings)
    {
        client.Configure<ClusterOptions>(cluster => Name(cluster, settings));
        client.Configure<ClientMessagingOptions>(TellWhenNobodyWaits);
        switch (settings.Clustering)
        {
            case Clustering.Localhost:
                client.UseLocalhostClustering(
                    settings.GatewayPort,
                    settings.ServiceId,
                    settings.ClusterId
                );
                break;
            case Clustering.AzureTable:
                client.UseAzureStorageClustering(o => o.TableServiceClient = Tables(settings));
                break;
            case Clustering.PostgreSql:
                KnowNpgsql();
                client.UseAdoNetClustering(o =>
                    (o.Invariant, o.ConnectionString) = (Invariant, settings.Database!)
                );
                break;
        }
    }

    private static void Name(ClusterOptions cluster, ClusterSettings settings) =>
        (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId);

    private static void UseEndpoints(this ISiloBuilder silo, ClusterSettings settings) =>
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.SiloPort = settings.SiloPort;
            endpoint.GatewayPort = settings.GatewayPort;
            if (settings.AdvertisedAddress is { } address)
                endpoint.AdvertisedIPAddress = address;
        });

    private static global::Azure.Data.Tables.TableServiceClient Tables(ClusterSettings settings) =>
        new AzureAccount(settings.Storage).Tables;

    // Orleans finds the driver by name.
    private static void KnowNpgsql() =>
        System.Data.Common.DbProviderFactories.RegisterFactory(Invariant, NpgsqlFactory.Instance);
}
