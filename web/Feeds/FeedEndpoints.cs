using System.Security.Cryptography;
using Hubs.Model;
using Hubs.Silo;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Hubs.Web.Feeds.ICalendar;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Hubs.Web.Feeds;

/// <summary>What other programs read: calendars to subscribe to.</summary>
public static class FeedEndpoints
{
    public static void AddFeeds(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new FeedKeys(
            SecretFile.ReadOrMake(
                Path.Combine(services.GetRequiredService<SiloFolders>().Keys, "feeds")
            )
        ));
        builder.Services.TryAddSingleton<UkCalendar>();
        builder.Services.AddSingleton<PublishedDays>();
    }

    public static void MapFeeds(this WebApplication app)
    {
        var feeds = app.MapGroup("/feeds").ExcludeFromDescription();
        feeds.MapGet("/hubs/{hub}.ics", OfHub).AllowAnonymous();
        feeds.MapGet("/services/{service}.ics", OfService).AllowAnonymous();
        feeds.MapGet("/clinicians/{clinician}.ics", OfClinician);
    }

    private static async Task<IResult> OfHub(
        string hub,
        KnownNetwork configuration,
        PublishedDays days,
        HttpContext context
    )
    {
        var network = (await configuration.Get()).Network;
        if (network.Hubs.FirstOrDefault(h => h.Id.Value == hub) is not { } found)
            return TypedResults.NotFound();
        var boards = await days.Of([found.Id]);
        return Calendar(context, new SessionCalendars(network, boards).OfHub(found));
    }

    private static async Task<IResult> OfService(
        string service,
        KnownNetwork configuration,
        PublishedDays days,
        HttpContext context
    )
    {
        var network = (await configuration.Get()).Network;
        if (
            network.Services.FirstOrDefault(s => s.Id.Value == service && s.IsPublic)
            is not { } found
        )
            return TypedResults.NotFound();
        var boards = await days.Of(network.Hubs.Select(hub => hub.Id));
        return Calendar(context, new SessionCalendars(network, boards).OfService(found));
    }

    /// <summary>For staff, and for whoever has the address with the key. To others it is as if it were not there.</summary>
    private static async Task<IResult> OfClinician(
        string clinician,
        string? key,
        KnownNetwork configuration,
        PublishedDays days,
        FeedKeys keys,
        HttpContext context
    )
    {
        var network = (await configuration.Get()).Network;
        if (
            network.Clinicians.FirstOrDefault(c => c.Id.Value == clinician) is not { } found
            || !(keys.Opens(key, found.Id) || context.Actor().Role != Role.Resident)
        )
            return TypedResults.NotFound();
        var boards = await days.Of(network.Hubs.Select(hub => hub.Id));
        return Calendar(context, new SessionCalendars(network, boards).OfClinician(found));
    }

    /// <summary>304 when the reader has it already: the tag is a hash of the very bytes.</summary>
    private static FileContentHttpResult Calendar(HttpContext context, CalendarFeed feed)
    {
        var bytes = CalendarWriter.Write(feed);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Bytes(
            bytes,
            CalendarWriter.ContentType,
            entityTag: new EntityTagHeaderValue(
                $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""
            )
        );
    }
}
