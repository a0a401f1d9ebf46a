using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Hubs.Silo.Cluster.Postgres;

/// <summary>Makes what Orleans needs in PostgreSQL, once, before the silo starts; several silos may come at the same time.</summary>
internal sealed class OrleansTables(ClusterSettings settings) : IHostedService
{
    // Any number, as long as it is always the same: who holds it makes the tables, the others wait.
    private const long Lock = 5_545_104_2;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(settings.Database);
            await connection.OpenAsync(cancellationToken);
            await using var making = await connection.BeginTransactionAsync(cancellationToken);
            await Run($"SELECT pg_advisory_xact_lock({Lock})");
            if (await Run("SELECT to_regclass('orleansquery')::text") is DBNull)
                await Run(Script());
            await making.CommitAsync(cancellationToken);

            async Task<object?> Run(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection, making);
                return await command.ExecuteScalarAsync(cancellationToken);
            }
        }
        catch (NpgsqlException fault)
        {
            throw new ConfigurationUnusableException(
                $"The database cannot be used: {fault.Message}\nCluster:Database says which it is."
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Script()
    {
        using var script = typeof(OrleansTables).Assembly.GetManifestResourceStream("orleans.sql")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
