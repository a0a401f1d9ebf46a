using System.Diagnostics;
using System.Text.Json;
using Hubs.Bench.Load;
using Hubs.Contracts;
using Hubs.Grains;
using Hubs.Model;
using Hubs.Running;
using Hubs.Storage;

namespace Hubs.Bench;

/// <summary>
/// steps [--rounds 30] [--prepared DIR]: what one booking costs inside, step by step, on one thread, after warming: microseconds and bytes allocated. Then the whole silo without a disk, and
/// with one, each for one caller and for 32; those are processor time of the whole process.
/// </summary>
internal static class Steps
{
    private const int Days = 2;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var rounds = arguments.Whole("--rounds", 30);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        var days = await SiloAlone.PublishedDays(data, Days);
        OfTheModel(days, rounds);
        foreach (var callers in (int[])[1, 32])
        {
            await OfTheSilo(
                "silo and model, memory for a disk",
                callers,
                days,
                rounds / 3,
                _ => new MemoryStore()
            );
            await OfTheSilo(
                "silo, model and SQLite",
                callers,
                days,
                rounds / 3,
                folder => SqliteStore.Open(folder)
            );
        }
        return 0;
    }

    private static void OfTheModel(Diary[] days, int rounds)
    {
        var json = StoredJson.Of<DiaryEntry>();
        var now = TimeProvider.System.GetUtcNow();
        var (decide, write, apply, change) = (
            new Step("decide"),
            new Step("entry as JSON"),
            new Step("apply"),
            new Step("change for boards")
        );
        var bytes = new List<int>();
        for (var round = 0; round < rounds; round++)
            foreach (var day in days)
            {
                var diary = day;
                foreach (var place in PlacesOf(day))
                {
                    var command = SiloAlone.Booking(place);
                    var isCounted = round >= rounds / 2;
                    var decision = decide.Take(isCounted, () => diary.Decide(command, now));
                    var entry = decision.Entry!;
                    bytes.Add(
                        write
                            .Take(isCounted, () => JsonSerializer.SerializeToUtf8Bytes(entry, json))
                            .Length
                    );
                    var before = diary;
                    diary = apply.Take(isCounted, () => before.Apply(entry));
                    change.Take(isCounted, () => BoardChange.Between(before, diary, [entry]));
                }
            }
        foreach (var step in (Step[])[decide, write, apply, change])
            step.Print();
        Console.WriteLine(
            JsonSerializer.Serialize(new { name = "bytes of an entry", mean = bytes.Average() })
        );
    }

    private static IEnumerable<PlaceAlone> PlacesOf(Diary day) =>
        from session in day.Sessions.Values
        where !session.IsCancelled
        from slot in Slots.Of(session.Session)
        select new PlaceAlone(
            new(day.Hub, day.Date),
            session.Session.Id,
            session.Session.Service,
            slot.Start
        );

    private static async Task OfTheSilo<TStore>(
        string name,
        int callers,
        Diary[] days,
        int rounds,
        Func<string, TStore> open
    )
        where TStore : IJournal, IStateStore
    {
        var costs = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("hubs-steps-").FullName;
            var store = open(folder);
            await using (var silo = await SiloAlone.Start(store))
            {
                var places = await SiloAlone.Publish(silo.Grains, 8, days);
                using var process = Process.GetCurrentProcess();
                var before = process.TotalProcessorTime;
                await SiloAlone.Book(silo.Grains, places, callers);
                process.Refresh();
                costs.Add((process.TotalProcessorTime - before).TotalMicroseconds / places.Length);
            }
            (store as IDisposable)?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    name,
                    callers,
                    microsecondsEach = Figures.Median(costs.TakeLast(Math.Max(1, costs.Count / 2))),
                    conditions = Figures.Conditions(),
                }
            )
        );
    }

    /// <summary>The middle one of all: on a busy machine the mean is of the pauses.</summary>
    private sealed class Step(string name)
    {
        private readonly List<double> took = [];
        private long allocated;

        public T Take<T>(bool isCounted, Func<T> work)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var from = Stopwatch.GetTimestamp();
            var result = work();
            var microseconds = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
            if (isCounted)
            {
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
                took.Add(microseconds);
            }
            return result;
        }

        public void Print() =>
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        name,
                        microseconds = Figures.Median(took),
                        bytes = allocated / took.Count,
                    }
                )
            );
    }
}
