using System.Diagnostics;
using Hubs.Model;
using Hubs.Running;
using Hubs.Survival.Tests;
using Xunit.Abstractions;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>
/// Silos die, stand still and fight over the same diaries while residents book. What was acknowledged is there, once; no place is given twice; and
/// screens are right again soon after.
/// </summary>
[Collection(RunningClusterCollection.Name)]
public sealed class FailureTests(RunningCluster running, ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Several times what two missed probes take.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Silos_KilledUnderLoad_LoseNothing_AndBoardsAreRightSoonAfter()
    {
        using var api = new HubsClient(running.Cluster.Addresses[0]);
        var places = await Places(api, from: 0, days: 12);
        var load = new PatientLoad(running.Cluster.Addresses, places, "kill");
        using var enough = new CancellationTokenSource();
        var booking = load.Run(Clients, enough.Token);
        var kills = RunningCluster.Times("HUBS_KILLS", 3);
        var slowest = TimeSpan.Zero;

        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(Pause);
            var silo = running.Cluster.Silos[kill % running.Cluster.Silos.Count];
            await silo.Kill();
            var took = await running.UntilBoardsAreRight(Diaries(places));
            Assert.InRange(took, TimeSpan.Zero, RunningCluster.BoardsAreRightWithin);
            slowest = took > slowest ? took : slowest;
            await silo.Start();
        }

        await Task.Delay(Pause);
        await enough.CancelAsync();
        await booking;
        Say($"{kills} kills, boards right within {slowest.TotalSeconds:0.0} s", load);
        await KeptEveryPromise(api, load, least: 10 * kills);
    }

    [Fact]
    public async Task Silo_ThatStoodStill_ComesBackToDiariesOthersOwn_AndNothingIsLostOrDoubled()
    {
        using var api = new HubsClient(running.Cluster.Addresses[0]);
        var places = await Places(api, from: 12, days: 6);
        var load = new PatientLoad(running.Cluster.Addresses, places, "freeze");
        using var enough = new CancellationTokenSource();
        var booking = load.Run(Clients, enough.Token);
        await Task.Delay(Pause);
        var silo = running.Cluster.Silos[1];

        silo.Freeze();
        await Task.Delay(Frozen);
        silo.Thaw();

        var took = await running.UntilBoardsAreRight(Diaries(places));
        await Task.Delay(Pause);
        await enough.CancelAsync();
        await booking;
        var ended = !silo.IsRunning;
        if (ended)
            await silo.Start();
        Say($"frozen {Frozen}; ended itself: {ended}; boards right after {took}", load);
        Assert.InRange(took, TimeSpan.Zero, RunningCluster.BoardsAreRightWithin);
        await KeptEveryPromise(api, load, least: 20);
    }

    /// <summary>Web nodes still reach it, so for a while two silos answer for the same diaries.</summary>
    [Theory]
    [InlineData(true, 26)]
    [InlineData(false, 31)]
    public async Task Silo_CutOffFromTheOthers_NeitherLosesNorDoubles_AndBoardsAreRightMeanwhile(
        bool isStorageThere,
        int from
    )
    {
        using var api = new HubsClient(running.Cluster.Addresses[0]);
        var places = await Places(api, from, days: 5);
        var load = new PatientLoad(running.Cluster.Addresses, places, $"cut-{from}");
        using var enough = new CancellationTokenSource();
        var booking = load.Run(Clients, enough.Token);
        await Task.Delay(Pause);
        var silo = running.Cluster.Silos[^1];
        var clock = Stopwatch.StartNew();

        await CutOff(silo, isStorageThere);
        var during = await running.UntilBoardsAreRight(Diaries(places));
        var left =
            TimeSpan.FromSeconds(RunningCluster.Times("HUBS_CUT_SECONDS", 10)) - clock.Elapsed;
        if (left > TimeSpan.Zero)
            await Task.Delay(left);
        var (cut, endedMeanwhile) = (clock.Elapsed, !silo.IsRunning);
        await LetOn(silo);
        var after = await running.UntilBoardsAreRight(Diaries(places));
        await Task.Delay(Pause);
        await enough.CancelAsync();
        await booking;

        Say(
            $"cut off for {cut.TotalSeconds:0} s, storage there: {isStorageThere}; ended itself meanwhile: {endedMeanwhile}, by the end: {!silo.IsRunning}; boards right {during.TotalSeconds:0.0} s after the cut, {after.TotalSeconds:0.0} s after its end",
            load
        );
        if (!silo.IsRunning)
            await silo.Start();
        Assert.InRange(during, TimeSpan.Zero, RunningCluster.BoardsAreRightWithin);
        Assert.InRange(after, TimeSpan.Zero, RunningCluster.BoardsAreRightWithin);
        await KeptEveryPromise(api, load, least: 20);
    }

    [Fact]
    public async Task TwoOwners_OfEveryDiary_NeverGiveAPlaceTwice()
    {
        using var api = new HubsClient(running.Cluster.Addresses[0]);
        var places = await Places(api, from: 18, days: 4);
        await using var rival = running.Cluster.Rival("rival");
        await rival.AddSilo();
        var there = await rival.AddWeb();
        // Every place is wanted in both clusters, by two in each.
        var (ours, theirs) = (
            new PatientLoad([running.Cluster.Addresses[0]], places, "ours"),
            new PatientLoad([there], places.Reverse(), "theirs")
        );
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Task.WhenAll(
            ours.Run(Clients / 2, enough.Token),
            theirs.Run(Clients / 2, enough.Token)
        );

        Say("ours", ours);
        Say("theirs", theirs);
        Assert.NotEmpty(ours.Booked);
        Assert.NotEmpty(theirs.Booked);
        // Somebody who was no party reads what is on disk.
        await using var judge = running.Cluster.Rival("judge");
        await judge.AddSilo();
        using var truth = new HubsClient(await judge.AddWeb());
        Asked[] booked = [.. ours.Booked, .. theirs.Booked];
        await truth.HoldsEvery(booked);
        await truth.HasExactly(booked);
    }

    /// <summary>Where there is no network to cut, it stands still: that too is silence.</summary>
    private async Task CutOff(RunningProgram silo, bool isStorageThere)
    {
        if (running.Side is not { } side)
            silo.Freeze();
        else
            await side.Cut([
                .. running.Cluster.SiloPorts,
                .. isStorageThere ? [] : running.Cluster.StoragePorts,
            ]);
    }

    private async Task LetOn(RunningProgram silo)
    {
        if (running.Side is { } side)
            await side.Mend();
        else
            silo.Thaw();
    }

    private static async Task<Place[]> Places(HubsClient api, int from, int days)
    {
        var places = await api.FreePlaces(RunningCluster.Tomorrow.AddDays(from), days);
        new Random(from).Shuffle(places);
        return places;
    }

    /// <summary>Some of the diaries that are booked in, spread over the silos; more screens would be a load of their own.</summary>
    private static IEnumerable<DiaryKey> Diaries(IEnumerable<Place> places) =>
        places.Select(place => new DiaryKey(place.Hub, place.Date)).Distinct().Take(12);

    private static async Task KeptEveryPromise(HubsClient api, PatientLoad load, int least)
    {
        Assert.Equal(0, load.Unanswered);
        Asked[] booked = [.. load.Booked];
        Assert.True(booked.Length >= least, $"Only {booked.Length} were booked.");
        await api.HoldsEvery(booked);
        await api.HasExactly(booked);
    }

    private void Say(string what, PatientLoad load) =>
        output.WriteLine(
            $"{what}: {load.Booked.Count()} booked, {load.Refused} refused, {load.Repeats} repeats, longest time without a booking {load.LongestGap.TotalSeconds:0.0} s"
        );
}
