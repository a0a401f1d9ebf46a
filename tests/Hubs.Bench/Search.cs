using Hubs.Bench.Bare;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// search [--rounds 5] [--clients 32] [--requests 8000] [--warm 10] [--port 5170] [--prepared DIR]: slot search, and a hub's what's-on page, against a JSON answer of the same size that the same
/// Kestrel has ready. Both are warmed until steady (at most so many chunks), rounds interleaved.
/// </summary>
internal static class Search
{
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var requests = arguments.Whole("--requests", 8_000);
        var warming = arguments.Whole("--warm", 10);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        await using var bare = await BareProcess.Start(arguments.Whole("--port", 5170));
        await using var product = await data.Start("--Limits:RequestsPerSecond", "0");
        using var client = new HubsClient(product.Address);
        var hubs = await client.Hubs();
        var places = await client.FreePlaces(
            new UkCalendar(TimeProvider.System).Today.AddDays(1),
            days: 14
        );
        var services = places.Select(place => place.Service).Distinct().ToArray();

        await Compare(
            "search slots",
            [.. services.Select(service => $"/api/v1/slots?service={service}")]
        );
        await Compare("search whats-on", [.. hubs.Select(hub => $"/whats-on/{hub.Id}")]);
        return 0;

        async Task Compare(string name, string[] paths)
        {
            var bytes = await Bytes(product.Address, paths);
            Figures.Say($"{name}: {paths.Length} different requests, {bytes} bytes a body");
            var same = $"/static?bytes={bytes}";
            await Warming.UntilSteady("ready JSON", warming, _ => Theirs());
            await Warming.UntilSteady(name, warming, _ => Ours());
            var (ours, theirs) = (new List<Round>(), new List<Round>());
            for (var round = 0; round < arguments.Whole("--rounds", 5); round++)
            {
                theirs.Add(await Theirs());
                ours.Add(await Ours());
            }
            Figures.Print(
                name,
                Figures.Of(ours),
                new { name = $"JSON of {bytes} bytes, ready made", figures = Figures.Of(theirs) },
                new
                {
                    perSecond = Figures.Ratio(ours, theirs, r => r.PerSecond),
                    p99 = Figures.Ratio(ours, theirs, r => r.P99),
                    serverCpu = Figures.Ratio(ours, theirs, r => r.ServerMicroseconds),
                }
            );

            Task<Round> Theirs() => Get(bare.Address, [same], () => bare.ProcessorTime);

            Task<Round> Ours() => Get(product.Address, paths, () => product.ProcessorTime);
        }

        Task<Round> Get(Uri address, string[] paths, Func<TimeSpan> cpu)
        {
            var ready = paths.Select(path => Clients.Get(address, path)).ToArray();
            return Clients.Run(
                address,
                arguments.Whole("--clients", 32),
                [.. Enumerable.Range(0, requests).Select(i => ready[i % ready.Length])],
                200,
                cpu
            );
        }
    }

    /// <summary>The mean size of a body.</summary>
    private static async Task<int> Bytes(Uri address, string[] paths)
    {
        using var http = new HttpClient { BaseAddress = address };
        var sizes = new List<int>();
        foreach (var path in paths)
            sizes.Add((await http.GetByteArrayAsync(path)).Length);
        return (int)sizes.Average();
    }
}
