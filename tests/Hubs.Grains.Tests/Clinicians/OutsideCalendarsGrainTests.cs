using System.Text;
using Hubs.Contracts;
using Hubs.Grains.Tests.Diaries;
using Hubs.Model;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Clinicians;

/// <summary>Dr Ade keeps a calendar elsewhere; it is Tuesday 08:00.</summary>
public sealed class OutsideCalendarsGrainTests : IAsyncLifetime
{
    private const string Address = "https://calendar.example.com/private-3f9a/basic.ics";
    private HubsSilo _silo = null!;

    private IOutsideCalendarsGrain Calendars => _silo.Grains.OutsideCalendars(Ade);

    public async Task InitializeAsync() => _silo = await HubsSilo.Open();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task BusyTimes_StopPlacingAtEveryHub_AlsoAfterARestart()
    {
        await Calendars.Add(Adding(Busy("13:30", "15:00")));
        await _silo.Crash();

        var answer = await Place(Grays, "s1", "14:30", "16:00");

        Assert.Equal("clinician-busy", answer.Refusal!.Code);
        Assert.Equal(
            "Dr Ade is busy 13:30-15:00 on Tuesday 24 November 2026, says their own calendar.",
            answer.Refusal.Sentence
        );
        Assert.False((await Place(Grays, "s2", "15:00", "16:00")).IsRefused);
    }

    [Fact]
    public async Task ASessionThatStandsInBusyTime_IsListed_AndStays()
    {
        await Place(Tilbury, "s1", "10:00", "12:00");

        var added = await Calendars.Add(Adding(Busy("11:00", "11:30")));

        Assert.Equal(new SessionId("s1"), Assert.Single(added.Receipt!.Clashes).Session);
        var days = await _silo.Days();
        Assert.Equal(new SessionId("s1"), Assert.Single(days.Clashes).Session);
        Assert.Contains(new SessionId("s1"), (await _silo.Diary(Tilbury).Get()).Sessions.Keys);
    }

    [Fact]
    public async Task Removed_ItsBusyTimesEnd_AndNothingOfItIsKept()
    {
        var added = await Calendars.Add(Adding(Busy("13:00", "15:00")));

        await Calendars.Remove(new RemoveCalendar(_silo.Info(), added.Receipt!.Calendar.Id));

        Assert.Empty((await _silo.Days()).Busy);
        Assert.Empty(await Calendars.Sources());
        Assert.False((await Place(Grays, "s1", "14:00", "15:00")).IsRefused);
        Assert.Equal(
            ["Removed Practice", "Added Practice"],
            (await Calendars.List()).History.Select(note => note.What)
        );
    }

    [Fact]
    public async Task TheAddress_IsGivenToTheReaderOnly_AndStoredOnlySealed()
    {
        await Calendars.Add(Adding(Busy("13:00", "15:00")));

        Assert.Equal(Address, Assert.Single(await Calendars.Sources()).Address.Text);
        Assert.DoesNotContain(
            "private-3f9a",
            Encoding.UTF8.GetString(
                (await _silo.Stored("outsidecalendars.calendars", Ade.Value))!.Value.Span
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AReadingThatFails_KeepsWhatWasReadBefore_AndSaysSo()
    {
        var added = await Calendars.Add(Adding(Busy("13:00", "15:00")));
        var id = added.Receipt!.Calendar.Id;

        await Calendars.Keep(id, new CalendarRead(null, Date) { Problem = "No answer." });

        var seen = Assert.Single((await Calendars.List()).Calendars);
        Assert.Equal(("No answer.", 1), (seen.Problem, seen.BusyTimes));
        Assert.Single((await _silo.Days()).Busy);

        await Calendars.Keep(id, new CalendarRead(null, Date));
        Assert.Null(Assert.Single((await Calendars.List()).Calendars).Problem);
    }

    [Fact]
    public async Task AnUnchangedCalendar_IsReadWhollyAgainAfterAWeek()
    {
        await Calendars.Add(Adding(Busy("13:00", "15:00")));
        Assert.Equal("\"v1\"", Assert.Single(await Calendars.Sources()).ETag);

        _silo.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Null(Assert.Single(await Calendars.Sources()).ETag);
    }

    [Fact]
    public async Task AddedTwice_UnderOneKey_ItIsOne_UnderAnotherItIsRefused()
    {
        var command = Adding(Busy("13:00", "15:00"));
        await Calendars.Add(command);

        Assert.False((await Calendars.Add(command)).IsRefused);
        Assert.Equal("calendar-known", (await Calendars.Add(Adding())).Refusal?.Code);
        Assert.Single((await Calendars.List()).Calendars);
    }

    private AddCalendar Adding(params BusyTime[] busy) =>
        new(
            _silo.Info(),
            "Practice",
            new CalendarAddress(Address),
            new CalendarRead([.. busy], Date.AddDays(365)) { ETag = "\"v1\"" }
        );

    private static BusyTime Busy(string start, string end) => new(Date, Window(start, end));

    private async Task<Answer<SessionReceipt>> Place(
        HubId hub,
        string id,
        string start,
        string end
    ) => await _silo.Diary(hub).PlaceSession(_silo.Placing(hub, id, "2", start, end));
}
