using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Hubs.Bench.Load;
using Hubs.Contracts;
using Hubs.Grains;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Running;
using Hubs.Storage;

namespace Hubs.Bench;

/// <summary>
/// scale [--hubs 4,40,400] [--days 7] [--bookings 20000] [--prepared DIR]: the silo and store alone, in this process, with so many hubs, each a copy of one of the four
/// (copied, not allocated): bookings by 32 callers, spread over all of them, fsync on; and the memory of a hub-day.
/// </summary>
internal static class Scale
{
    private const int Callers = 32;
    private static readonly Actor By = new(Role.Coordinator, "bench");

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        var days = await Days(data, arguments.Whole("--days", 7));
        // The first figures would be the compiler's.
        await Measure(40, days, 20_000, isWarming: true);
        foreach (var count in (arguments.Text("--hubs") ?? "4,40,400").Split(',').Select(int.Parse))
            await Measure(count, days, arguments.Whole("--bookings", 20_000));
        return 0;
    }

    /// <summary>What the four hubs have published, by the product itself.</summary>
    private static async Task<Diary[]> Days(PreparedData data, int days)
    {
        await using var product = await data.Start();
        using var client = new HubsClient(product.Address);
        var hubs = await client.Hubs();
        await product.Stop();
        var first = new UkCalendar(TimeProvider.System).Today.AddDays(1);
        using var store = SqliteStore.Open(product.Data);
        await using var silo = await Silo(store);
        return await Task.WhenAll(
            from hub in hubs
            from day in Enumerable.Range(0, days)
            select silo.Grains.Diary(hub.Id, first.AddDays(day)).Get()
        );
    }

    private static async Task Measure(int hubs, Diary[] days, int bookings, bool isWarming = false)
    {
        var folder = Directory.CreateTempSubdirectory("hubs-scale-").FullName;
        var conditions = Figures.Conditions();
        using (var store = SqliteStore.Open(folder))
        await using (var silo = await Silo(store))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var places = await Publish(silo.Grains, hubs, days);
            var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var hubDays = hubs * days.Length / 4;
            new Random(1).Shuffle(places);
            var warm = places.Length / 3;
            await Book(silo.Grains, places.Take(Math.Min(warm, bookings)).ToArray());
            var some = places.Skip(warm).Take(bookings).ToArray();
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            await Book(silo.Grains, some);
            var seconds = clock.Elapsed.TotalSeconds;
            process.Refresh();
            var used = (process.TotalProcessorTime - cpu).TotalSeconds;
            if (isWarming)
                Figures.Say("warm");
            else
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            name = $"scale {hubs}",
                            hubDays,
                            bookings = some.Length,
                            perSecond = Math.Round(some.Length / seconds),
                            perSecondOfProcessor = Math.Round(some.Length / used),
                            microsecondsEach = Math.Round(used * 1e6 / some.Length, 1),
                            kilobytesPerHubDay = Math.Round(memory / 1024.0 / hubDays),
                            conditions,
                        }
                    )
                );
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(
        DiaryKey Day,
        SessionId Session,
        ServiceId Service,
        TimeOnly Start
    )[]> Publish(IGrainFactory grains, int hubs, Diary[] days)
    {
        var places = new List<(DiaryKey, SessionId, ServiceId, TimeOnly)>();
        var four = days.GroupBy(day => day.Hub).ToArray();
        for (var i = 0; i < hubs; i++)
            foreach (var day in four[i % four.Length])
            {
                if (day.Day is not { } published)
                    continue;
                var hub = new HubId($"{day.Hub}-{i}");
                ImmutableArray<Session> sessions =
                [
                    .. day
                        .Sessions.Values.Where(session => !session.IsCancelled)
                        .Select(session => session.Session with { Hub = hub }),
                ];
                var key = new DiaryKey(hub, day.Date);
                var answer = await grains
                    .Diary(key)
                    .Publish(
                        new PublishDay(
                            Info($"publish-{key}"),
                            published with
                            {
                                Hub = hub,
                            },
                            sessions
                        )
                    );
                if (answer.Refusal is { } refusal)
                    throw new InvalidOperationException(refusal.Sentence);
                foreach (var session in sessions)
                foreach (var slot in Slots.Of(session))
                    places.Add((key, session.Id, session.Service, slot.Start));
            }
        return [.. places];
    }

    private static Task Book(
        IGrainFactory grains,
        (DiaryKey Day, SessionId Session, ServiceId Service, TimeOnly Start)[] places
    )
    {
        var next = -1;
        var details = new SealedDetails(new ResidentId("k-0123456789-12"), new string('x', 104));
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(One)));

        async Task One()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < places.Length)
            {
                var (day, session, service, start) = places[i];
                var answer = await grains
                    .Diary(day)
                    .Book(
                        new BookAppointment(
                            Info($"{day}.{session}.{start:HHmm}"),
                            session,
                            start,
                            service,
                            details,
                            []
                        )
                    );
                if (answer.Refusal is { } refusal)
                    throw new InvalidOperationException(refusal.Sentence);
            }
        }
    }

    private static CommandInfo Info(string key) =>
        new(new CommandId(key.Replace('/', '.')), "0123456789abcdef0123456789abcdef", By);

    private static Task<LocalSiloHost> Silo(SqliteStore store) =>
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
}
