using Hubs.LocalSilo;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Hubs.Grains.Tests.EventSourced;

/// <summary>The same grain on the file it runs on: many of them, one writer, stopped and killed.</summary>
public sealed class OnFileTests : IDisposable
{
    private const int Tallies = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("hubs-grains-").FullName;

    [Fact]
    public async Task Tallies_BusyAllAtOnce_KeepEverythingOverAStopAndACrash()
    {
        for (var round = 0; round < 4; round++)
        {
            using var store = SqliteStore.Open(_folder);
            await using var silo = await Start(store);
            var expected = round * 60;
            for (var t = 0; t < Tallies; t++)
                Assert.Equal(new TallyView(expected, expected), await Tally(silo, t).View());

            var commands =
                from tally in Enumerable.Range(0, Tallies)
                from i in Enumerable.Range(0, 60)
                select Tally(silo, tally).Add($"{round}.{i}", 1);
            await Task.WhenAll(commands);

            if (round % 2 == 0)
                silo.Kill();
        }
    }

    private static ITallyGrain Tally(LocalSiloHost silo, int number) =>
        silo.Grains.GetGrain<ITallyGrain>($"{number}");

    private static Task<LocalSiloHost> Start(SqliteStore store) =>
        LocalSiloHost.Start(
            silo =>
            {
                silo.AddGrainsBeside<TallyGrain>();
                silo.StateStore = store;
                silo.Json = TallyJson.Default.Options;
            },
            services => services.AddSingleton<IJournal>(store).AddSingleton(new TallyWatcher())
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
