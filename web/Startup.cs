using System.Globalization;
using Hubs.Silo;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace Hubs.Web;

/// <summary>The product cannot start, for a reason the person at the keyboard can act on. The message is the whole story.</summary>
public sealed class StartRefusedException(string sentence) : Exception(sentence);

/// <summary>Where the product runs, where it keeps its data, and what it prints when it is ready.</summary>
public static class Startup
{
    private const string DefaultUrl = "http://localhost:5080";
    private static readonly TimeSpan AfterFirstPages = TimeSpan.FromSeconds(3);

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Everybody here reads British dates and numbers, whatever the machine is set to.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture;

        // Assets are found beside the program, wherever it was started from; data is kept where it was started.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        if (DemoMode.Addresses(builder.Configuration).Length == 0)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.AddSingleton(DemoClock.Of(builder.Configuration));
        builder.Services.AddHealthChecks();
        return builder;
    }

    public static void AnnounceWhenReady(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var listening = app.Services.GetRequiredService<IServer>().Features;
            var addresses = listening.Get<IServerAddressesFeature>()?.Addresses ?? [];
            Console.WriteLine($"Hubs is ready: open {string.Join(" or ", addresses)}");
            _ = GiveBackMemory(app.Services.GetRequiredService<TimeProvider>());
        });

    /// <summary>Starting leaves more garbage than hours of idling would make, so nothing else would collect it before people come.</summary>
    private static async Task GiveBackMemory(TimeProvider clock)
    {
        await Task.Delay(AfterFirstPages, clock);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    /// <summary>The one folder everything is kept in: <c>--data DIR</c>, or ./data where the product was started.</summary>
    public static SiloFolders PrepareFolders(IConfiguration configuration)
    {
        var data = Path.GetFullPath(configuration["data"] ?? "data");
        var folders = new SiloFolders(
            data,
            // Web nodes and silos of a cluster share their keys.
            Keys: Path.GetFullPath(configuration["keys"] ?? Path.Combine(data, "keys")),
            Hubs: configuration["hubs"] ?? Path.Combine(AppContext.BaseDirectory, "hubs")
        );
        try
        {
            Directory.CreateDirectory(data);
            Directory.CreateDirectory(folders.Keys);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    folders.Keys,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            }

            return folders;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder {data} cannot be used: {fault.Message}\n"
                    + "Choose another with --data DIR, or make it writable for this user."
            );
        }
    }
}
