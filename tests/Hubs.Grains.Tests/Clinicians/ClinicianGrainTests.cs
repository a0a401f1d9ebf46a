using Hubs.Grains.Tests.Diaries;
using Hubs.Model;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Clinicians;

public sealed class ClinicianGrainTests : IAsyncLifetime
{
    private HubsSilo _silo = null!;

    [Fact]
    public async Task Claim_ByEightAtOnceForTheSameHours_IsGrantedToExactlyOne()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => _silo.Clinician.Claim(Claim($"s{i}")))
        );

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.Single((await _silo.Days()).Claims);
    }

    [Fact]
    public async Task Claim_ThatMeetsOneWhoseTimeWasOverWhileNobodyWasThere_IsGranted()
    {
        await _silo.Clinician.Claim(Claim("s1"));
        _silo.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True((await _silo.Clinician.Claim(Claim("s2"))).IsRefused);
        await _silo.Crash();
        _silo.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await _silo.Clinician.Claim(Claim("s3"))).IsRefused);

        Assert.Equal(new SessionId("s3"), Assert.Single((await _silo.Days()).Claims).Session);
    }

    [Fact]
    public async Task Claim_Repeated_GetsTheSameAnswer_AlsoAfterARestart()
    {
        var command = Claim("s1");
        var first = await _silo.Clinician.Claim(command);

        await _silo.Crash();

        Assert.Equal(
            first.Receipt!.Version,
            (await _silo.Clinician.Claim(command)).Receipt!.Version
        );
    }

    [Fact]
    public async Task Leave_TellsOfSessionsThatStand_AndStopsPlacingAtBothHubs()
    {
        await _silo
            .Diary(Tilbury)
            .PlaceSession(_silo.Placing(Tilbury, "s1", "2", "10:00", "12:00"));

        var answer = await _silo.Clinician.TakeLeave(
            new TakeLeave(_silo.Info(), new Leave(Date, Date, null, "ill"))
        );

        Assert.Equal([new SessionId("s1")], answer.Receipt!.Affected.AsEnumerable());
        var refused = await _silo
            .Diary(Grays)
            .PlaceSession(_silo.Placing(Grays, "s2", "2", "14:00", "15:00"));
        Assert.Equal("clinician-on-leave", refused.Refusal!.Code);
    }

    private ClaimTime Claim(string session) =>
        new(
            _silo.Info(),
            [
                new DayClaim(
                    new(session),
                    Tilbury,
                    Date,
                    Window("10:00", "12:00"),
                    IsConfirmed: false,
                    _silo.Clock.GetUtcNow().AddSeconds(30)
                ),
            ]
        );

    public async Task InitializeAsync() => _silo = await Open();

    public async Task DisposeAsync() => await _silo.DisposeAsync();
}
