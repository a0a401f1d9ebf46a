using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Diaries;

public sealed class SessionPlacingTests : IAsyncLifetime
{
    private HubsSilo _silo = null!;

    [Fact]
    public async Task Placing_ClaimsTheClinician_AndConfirms()
    {
        var answer = await Place(Tilbury, "s1", "2", "10:00", "12:00");

        Assert.Null(answer.Refusal);
        var claim = Assert.Single((await _silo.Days()).Claims);
        Assert.True(claim.IsConfirmed);
        Assert.Equal(Window("10:00", "12:00"), claim.Window);
    }

    [Fact]
    public async Task Placing_OneClinicianAtTwoHubsByEightAtOnce_PlacesExactlyOne()
    {
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(i =>
                        Place(i % 2 == 0 ? Tilbury : Grays, $"s{round}-{i}", "2", "10:00", "12:00")
                    )
            );

            var placed = Assert.Single(answers, answer => !answer.IsRefused).Receipt!.Session;
            var claim = Assert.Single((await _silo.Days()).Claims);
            Assert.Equal((placed.Id, placed.Hub), (claim.Session, claim.Hub));
            await _silo.Diary(placed.Hub).CancelSession(new CancelSession(_silo.Info(), placed.Id));
            Assert.Empty((await _silo.Days()).Claims);
        }
    }

    [Fact]
    public async Task Placing_TooSoonAfterASessionAtTheOtherHub_IsRefusedBecauseOfTravel()
    {
        await Place(Tilbury, "s1", "2", "10:00", "12:00");

        var answer = await Place(Grays, "s2", "2", "12:20", "13:00");

        Assert.Equal("clinician-elsewhere", answer.Refusal!.Code);
        Assert.Null((await Place(Grays, "s3", "2", "12:30", "13:00")).Refusal);
    }

    [Fact]
    public async Task Placing_WhereTheRoomIsTaken_KeepsNobodysTime()
    {
        var answer = await Place(Tilbury, "s1", "1", "09:30", "10:30");

        Assert.Equal("room-taken", answer.Refusal!.Code);
        Assert.Empty((await _silo.Days()).Claims);
    }

    [Fact]
    public async Task Placing_RefusedByTheSecondClinician_GivesTheFirstOnesTimeBack()
    {
        var placing = _silo.Placing(Tilbury, "s1", "2", "10:00", "12:00");
        var answer = await _silo
            .Diary(Tilbury)
            .PlaceSession(
                placing with
                {
                    Session = placing.Session with { Clinicians = [Ade, new("nobody")] },
                }
            );

        Assert.Equal("no-such-clinician", answer.Refusal!.Code);
        Assert.Empty((await _silo.Days()).Claims);
    }

    [Fact]
    public async Task Placing_Repeated_GetsTheSameAnswer()
    {
        var command = _silo.Placing(Tilbury, "s1", "2", "10:00", "12:00");

        var answers = await Task.WhenAll(
            _silo.Diary(Tilbury).PlaceSession(command),
            _silo.Diary(Tilbury).PlaceSession(command)
        );

        Assert.Null(answers[0].Refusal);
        Assert.Equal(answers[0].Receipt!.Version, answers[1].Receipt!.Version);
        Assert.Single((await _silo.Days()).Claims);
    }

    [Fact]
    public async Task Claim_WhosePlacingWasCutShort_EndsWhenItsTimeIsOver()
    {
        await FailToPlace("s1", "10:00");
        await _silo.Crash();
        Assert.False(Assert.Single((await _silo.Days()).Claims).IsConfirmed);
        Assert.Equal(
            "clinician-elsewhere",
            (await Place(Grays, "s2", "2", "10:00", "12:00")).Refusal!.Code
        );

        await _silo.Wait(TimeSpan.FromSeconds(30));

        Assert.Empty((await _silo.Days()).Claims);
        Assert.Null((await Place(Grays, "s3", "2", "10:00", "12:00")).Refusal);
    }

    [Fact]
    public async Task Claim_CutShortAfterItsSessionWasPlaced_IsKept()
    {
        // The disk fails for the clinician exactly once: when confirming.
        var placing = _silo.Placing(Tilbury, "s1", "2", "10:00", "12:00");
        await _silo.Clinician.Claim(
            new ClaimTime(
                _silo.Info(),
                [
                    new DayClaim(
                        new("s1"),
                        Tilbury,
                        Date,
                        Window("10:00", "12:00"),
                        IsConfirmed: false,
                        _silo.Clock.GetUtcNow().AddSeconds(30)
                    ),
                ]
            )
        );
        await _silo
            .Diary(Tilbury)
            .Publish(
                new PublishDay(
                    _silo.Info(),
                    Day(Tilbury),
                    [placing.Session with { Clinic = new("gp") }]
                )
            );
        await _silo.Crash();

        await _silo.Wait(TimeSpan.FromSeconds(30));

        Assert.True(Assert.Single((await _silo.Days()).Claims).IsConfirmed);
    }

    [Fact]
    public async Task MovingASession_ThatIsRefused_KeepsTheOldClaim()
    {
        await Place(Tilbury, "s1", "2", "10:00", "12:00");
        await Place(Tilbury, "s2", "2", "14:00", "15:00");

        var answer = await Place(Tilbury, "s1", "2", "13:30", "14:30");

        Assert.True(answer.IsRefused);
        Assert.Equal(
            [Window("10:00", "12:00"), Window("14:00", "15:00")],
            (await _silo.Days()).Claims.Select(claim => claim.Window)
        );
    }

    [Fact]
    public async Task CancellingASession_CutShort_StillReleasesItsClinician()
    {
        await Place(Tilbury, "s1", "2", "10:00", "12:00");
        _silo.Disk.Plan(WriteFault.FailBeforeCommit, $"clinician/{Ade}");
        await Assert.ThrowsAsync<NotConfirmedException>(() =>
            _silo.Diary(Tilbury).CancelSession(new CancelSession(_silo.Info(), new("s1")))
        );
        await _silo.Crash();
        Assert.True((await _silo.Diary(Tilbury).Get()).Sessions[new("s1")].IsCancelled);

        await _silo.Wait(TimeSpan.FromSeconds(31));

        Assert.Empty((await _silo.Days()).Claims);
    }

    /// <summary>The claim is on disk, the diary's own save fails.</summary>
    private async Task FailToPlace(string id, string start)
    {
        _silo.Disk.Plan(WriteFault.FailBeforeCommit, $"diary/{new DiaryKey(Tilbury, Date)}");
        await Assert.ThrowsAsync<NotConfirmedException>(() =>
            Place(Tilbury, id, "2", start, "12:00")
        );
    }

    private Task<Answer<SessionReceipt>> Place(
        HubId hub,
        string id,
        string room,
        string start,
        string end
    ) => _silo.Diary(hub).PlaceSession(_silo.Placing(hub, id, room, start, end));

    public async Task InitializeAsync() => _silo = await Open();

    public async Task DisposeAsync() => await _silo.DisposeAsync();
}
