using System.Globalization;
using Hubs.Silo;
using Hubs.Silo.Cluster;
using Hubs.Silo.Cluster.Jobs;
using Hubs.Silo.Cluster.Moving;
using Hubs.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// One silo as a process: dotnet run --project silo/Hubs.Silo -p:Edition=Cluster (docs/cluster.md).
try
{
    CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-GB");
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
    );
    var settings = ClusterSettings.Of(builder.Configuration);
    if (await MoveCommand.TryRun(args, settings))
        return 0;

    builder.Logging.KeepToTheProduct();
    builder.AddClusterSilo(settings, Folders(builder.Configuration));
    builder.Services.AddClusterJobs();
    builder.Services.AddJobsClock(settings);
    builder.Services.AddSiloHealth();

    var app = builder.Build();
    app.MapSiloHealth();
    app.MapJobsDashboard();
    app.Lifetime.ApplicationStarted.Register(() =>
        Console.WriteLine(
            $"Silo is ready on port {settings.SiloPort}: {string.Join(" ", app.Urls)}"
        )
    );
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception refusal) when (refusal is ConfigurationUnusableException or StoreUnusableException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

static SiloFolders Folders(IConfiguration configuration)
{
    var data = Path.GetFullPath(configuration["data"] ?? "data");
    var folders = new SiloFolders(
        data,
        Keys: Path.GetFullPath(configuration["keys"] ?? Path.Combine(data, "keys")),
        Hubs: configuration["hubs"] ?? Path.Combine(AppContext.BaseDirectory, "hubs")
    );
    Directory.CreateDirectory(folders.Keys);
    return folders;
}
