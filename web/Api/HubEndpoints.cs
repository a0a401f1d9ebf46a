using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Reads: hubs, services, clinicians, days.</summary>
public static class HubEndpoints
{
    public static void MapHubs(this RouteGroupBuilder api)
    {
        var hubs = api.MapGroup("").WithTags("Hubs").RequireAuthorization(Callers.Anyone);
        hubs.MapGet("hubs", List)
            .WithSummary("All hubs with rooms, hours and service mix")
            .Produces<Hub[]>();
        hubs.MapGet("hubs/{hub}", One).WithSummary("One hub").Produces<Hub>().ProducesProblem(404);
        hubs.MapGet("hubs/{hub}/diaries/{date}", Day)
            .WithSummary(
                "One hub's published day: rooms, sessions, slots. Times are wall time at the hub. Residents see public sessions only"
            )
            .Produces<Board>()
            .ProducesProblem(404);
        hubs.MapGet("services", Services).WithSummary("What is offered").Produces<Service[]>();
        hubs.MapPut("hubs/{hub}/service-mix", SetMix)
            .RequireAuthorization(Callers.Coordinators)
            .WithSummary("Replace a hub's service mix: sessions a week at least, best, at most")
            .Accepts<ServiceMixBody>("application/json")
            .Produces<NetworkAnswer>()
            .ProducesProblem(409);
    }

    private static async Task<IResult> List(KnownNetwork configuration, HttpContext context)
    {
        var current = await configuration.Get();
        return Answers.Versioned(context, current.Version, current.Network.Hubs);
    }

    private static async Task<IResult> One(
        HubId hub,
        KnownNetwork configuration,
        HttpContext context
    )
    {
        var current = await configuration.Get();
        return current.Network.Hubs.FirstOrDefault(h => h.Id == hub) is { } found
            ? Answers.Versioned(context, current.Version, found)
            : UnknownHub(hub, current.Network);
    }

    private static async Task<IResult> Services(KnownNetwork configuration, HttpContext context)
    {
        var current = await configuration.Get();
        return Answers.Versioned(
            context,
            current.Version,
            current
                .Network.Services.Where(service => service.IsPublic || context.User.IsStaff())
                .ToArray()
        );
    }

    private static async Task<IResult> Day(
        HubId hub,
        DateOnly date,
        IGrainFactory grains,
        KnownNetwork configuration,
        UkCalendar calendar,
        HttpContext context
    )
    {
        var network = (await configuration.Get()).Network;
        if (network.Hubs.All(h => h.Id != hub))
            return UnknownHub(hub, network);
        if (!BookingWindow.MayRead(date, calendar.Today))
            return Problems.Unknown("date", $"{date:yyyy-MM-dd}");
        var board = await grains.Diary(hub, date).Watch();
        return Answers.Versioned(
            context,
            board.Version,
            context.User.IsStaff() ? board : PublicBoard.Of(board)
        );
    }

    private static async Task<IResult> SetMix(
        HubId hub,
        Posted<ServiceMixBody> posted,
        KnownNetwork configuration
    )
    {
        return Answers.Ok(
            await Confirmed.Once(() =>
                configuration.Change(network =>
                    network.SetServiceMix(hub, posted.Body.Mix, posted.Body.Version, posted.Info.By)
                )
            )
        );
    }

    public static IResult UnknownHub(HubId hub, Network network) =>
        Problems.Unknown("hub", hub.Value, network.Hubs.Select(h => h.Id.Value));
}

/// <summary>How far pages and callers may look and book.</summary>
public static class BookingWindow
{
    /// <summary>Six weeks, today included.</summary>
    public const int Days = 42;

    /// <summary>Days whose boards are kept in memory.</summary>
    public static bool IsFollowed(DateOnly date, DateOnly today) =>
        date >= today.AddDays(-1) && date < today.AddDays(Days);

    public static bool MayRead(DateOnly date, DateOnly today) =>
        date >= today.AddYears(-1) && date <= today.AddYears(1);
}
