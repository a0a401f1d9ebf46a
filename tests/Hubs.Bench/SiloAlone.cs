using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Grains;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Running;
using Hubs.Storage;

namespace Hubs.Bench;

/// <summary>A place in a diary of <see cref="SiloAlone"/>.</summary>
internal readonly record struct PlaceAlone(
    DiaryKey Day,
    SessionId Session,
    ServiceId Service,
    TimeOnly Start
);

/// <summary>The silo in this process, without HTTP, and any number of hubs in it: copies of what the four hubs have published.</summary>
internal static class SiloAlone
{
    private static readonly Actor By = new(Role.Coordinator, "bench");

    /// <summary>What the four hubs have published, by the product itself.</summary>
    public static async Task<Diary[]> PublishedDays(PreparedData data, int days)
    {
        await using var product = await data.Start();
        using var client = new HubsClient(product.Address);
        var hubs = await client.Hubs();
        await product.Stop();
        var first = new UkCalendar(TimeProvider.System).Today.AddDays(1);
        using var store = SqliteStore.Open(product.Data);
        await using var silo = await Start(store);
        return await Task.WhenAll(
            from hub in hubs
            from day in Enumerable.Range(0, days)
            select silo.Grains.Diary(hub.Id, first.AddDays(day)).Get()
        );
    }

    public static Task<LocalSiloHost> Start<TStore>(TStore store)
        where TStore : IJournal, IStateStore =>
        LocalSiloHost.Start(
            options =>
            {
                options.AddGrainsBeside<NetworkGrain>();
                options.Json = StoredJson.Options;
            },
            services =>
            {
                services.AddSingleton<IJournal>(store);
                services.AddSingleton<IStateStore>(store);
                services.AddSingleton(TimeProvider.System);
                services.AddSingleton(new MasterKey(new byte[MasterKey.Bytes]));
                services.AddSingleton(new HorizonOptions());
            }
        );

    /// <summary>Publishes the days at so many hubs and returns every place they have, in no order.</summary>
    public static async Task<PlaceAlone[]> Publish(IGrainFactory grains, int hubs, Diary[] days)
    {
        var places = new List<PlaceAlone>();
        var four = days.GroupBy(day => day.Hub).ToArray();
        for (var i = 0; i < hubs; i++)
            foreach (var day in four[i % four.Length])
                if (day.Day is { } published)
                    places.AddRange(
                        await Publish(grains, new HubId($"{day.Hub}-{i}"), published, day)
                    );
        var all = places.ToArray();
        new Random(1).Shuffle(all);
        return all;
    }

    public static BookAppointment Booking(PlaceAlone place) =>
        new(
            Info($"{place.Day}.{place.Session}.{place.Start:HHmm}"),
            place.Session,
            place.Start,
            place.Service,
            new SealedDetails(new ResidentId("k-0123456789-12"), new string('x', 104)),
            []
        );

    public static Task Book(IGrainFactory grains, PlaceAlone[] places, int callers)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(One)));

        async Task One()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < places.Length)
                if (
                    (await grains.Diary(places[i].Day).Book(Booking(places[i]))).Refusal is
                    { } refusal
                )
                    throw new InvalidOperationException(refusal.Sentence);
        }
    }

    private static async Task<IEnumerable<PlaceAlone>> Publish(
        IGrainFactory grains,
        HubId hub,
        HubDay published,
        Diary day
    )
    {
        ImmutableArray<Session> sessions =
        [
            .. day
                .Sessions.Values.Where(session => !session.IsCancelled)
                .Select(session => session.Session with { Hub = hub }),
        ];
        var key = new DiaryKey(hub, day.Date);
        var command = new PublishDay(
            Info($"publish-{key}"),
            published with
            {
                Hub = hub,
            },
            sessions
        );
        if ((await grains.Diary(key).Publish(command)).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Sentence);
        return sessions.SelectMany(session =>
            Slots
                .Of(session)
                .Select(slot => new PlaceAlone(key, session.Id, session.Service, slot.Start))
        );
    }

    private static CommandInfo Info(string key) =>
        new(new CommandId(key.Replace('/', '.')), "0123456789abcdef0123456789abcdef", By);
}
