using Hubs.Silo;
using Hubs.Storage;
using Hubs.Web;
using Hubs.Web.Api;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Hubs.Web.Feeds;
using Hubs.Web.Pages;
using Hubs.Web.Security;
using Microsoft.AspNetCore.Connections;

try
{
    if (MaintenanceCommand.TryRun(args))
        return 0;

    var builder = Startup.CreateBuilder(args);
    DemoMode.RefuseOtherMachines(builder.Configuration);

    builder.AddHubsGrains(Startup.PrepareFolders(builder.Configuration));
    builder.AddSecurity();
    builder.AddDemoRoles();
    builder.AddPages();
    builder.AddApi();
    builder.AddBoards();
    builder.AddFeeds();
    builder.Services.AddHostedService<SampleAppointments>();

    var app = builder.Build();

    app.UseSecurity();
    app.UseErrorPages();
    app.UseRouting();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseAuthorization();

    app.MapHealthChecks("/health").DisableRateLimiting();
    app.MapStaticAssets().DisableRateLimiting();
    app.MapPages();
    app.MapApi();
    app.MapBoards();
    app.MapFeeds();

    app.AnnounceWhenReady();
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. The next start goes on where this one ended.");
    return 0;
}
catch (Exception refusal)
    when (refusal
            is StartRefusedException
                or StoreUnusableException
                or ConfigurationUnusableException
    )
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"{fault.Message}\nAnother program, or another Hubs, uses it: choose another with --urls http://localhost:5081"
    );
    return 1;
}
