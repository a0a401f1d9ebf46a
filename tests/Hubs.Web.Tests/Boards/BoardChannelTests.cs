using System.Globalization;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Boards;

public sealed class BoardChannelTests : IDisposable
{
    private const string Today = "2026-11-24";
    private readonly HubsWeb web = new();

    public BoardChannelTests() =>
        web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Watching_GetsTheWholeBoard_ThenEveryChangeInOrder()
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch("tilbury", Today);
        var board = await screen.Next("board");
        Assert.Equal(1, board.GetProperty("version").GetInt64());
        Assert.Equal(2, board.GetProperty("sessions").GetArrayLength());

        await Book("10:00");
        await Book("10:10");
        var first = await screen.Next("change");
        var second = await screen.Next("change");
        Assert.Equal((1, 2), Versions(first));
        Assert.Equal((2, 3), Versions(second));
        Assert.Equal(2, second.GetProperty("sessions")[0].GetProperty("booked").GetInt32());
    }

    [Fact]
    public async Task Resident_SeesPublicSessionsOnly_WithoutPeopleOrNumbers()
    {
        using var screen = await Screen.Open(web, "resident");
        await screen.Watch("tilbury", Today);
        var board = await screen.Next("board");
        var session = Assert.Single(board.GetProperty("sessions").EnumerateArray());
        Assert.Equal("Blood tests", session.GetProperty("serviceName").GetString());
        Assert.Equal(0, session.GetProperty("clinicianNames").GetArrayLength());

        await Book("10:00");
        var change = await screen.Next("change");
        Assert.Equal(0, change.GetProperty("sessions")[0].GetProperty("booked").GetInt32());
    }

    [Fact]
    public async Task Screen_WithNothingNew_GetsAHeartbeatAfterFiveSeconds()
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch("tilbury", Today);
        await screen.Next("board");
        web.Clock.Advance(BoardWatches.HeartbeatPeriod);
        web.Clock.Advance(BoardWatches.HeartbeatPeriod);
        var heartbeat = await screen.Next("heartbeat");
        Assert.Equal(1, heartbeat.GetProperty("version").GetInt64());
        var at = heartbeat.GetProperty("at").GetDateTimeOffset();
        Assert.InRange(at, HubsWeb.Morning + BoardWatches.HeartbeatPeriod, web.Clock.GetUtcNow());
        Assert.InRange(
            heartbeat.GetProperty("confirmedAt").GetDateTimeOffset(),
            HubsWeb.Morning,
            at
        );
    }

    [Fact]
    public async Task ScreensOfOneBoard_GetTheSameMessages_EachWhatItMaySee()
    {
        using var first = await Screen.Open(web, "receptionist");
        using var second = await Screen.Open(web, "coordinator");
        using var wall = await Screen.Open(web, "resident");
        foreach (var screen in new[] { first, second, wall })
        {
            await screen.Watch("tilbury", Today);
            await screen.Next("board");
        }
        await Book("10:00");
        var seen = (await first.Next("change")).ToString();
        Assert.Equal(seen, (await second.Next("change")).ToString());
        Assert.NotEqual(seen, (await wall.Next("change")).ToString());
    }

    [Fact]
    public async Task ScreenThatWatchesSomethingElse_GetsNoMoreOfWhatItWatchedBefore()
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch("tilbury", Today);
        await screen.Next("board");
        await screen.Unwatch("tilbury", Today);
        await screen.Watch("tilbury", "2026-11-25");
        Assert.Equal("2026-11-25", (await screen.Next("board")).GetProperty("date").GetString());
        await Book("10:00");
        web.Clock.Advance(BoardWatches.HeartbeatPeriod);
        // Whatever comes next is of the other day.
        Assert.Equal(
            "2026-11-25",
            (await screen.Next("heartbeat")).GetProperty("date").GetString()
        );
    }

    [Fact]
    public async Task ChangesThatNeverCame_AreMadeGoodAtTheNextRenewal()
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch("tilbury", Today);
        await screen.Next("board");
        web.Grains.Feed("tilbury").IsCut = true;
        await Book("10:00");
        web.Clock.Advance(DiaryListener.Period);
        Assert.Equal(2, (await screen.Next("board")).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task GapInTheChanges_IsMadeGoodAtOnce()
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch("tilbury", Today);
        await screen.Next("board");
        web.Grains.Feed("tilbury").IsCut = true;
        await Book("10:00");
        web.Grains.Feed("tilbury").IsCut = false;
        await Book("10:10");
        Assert.Equal(3, (await screen.Next("board")).GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("nowhere", Today, "There is no such hub")]
    [InlineData("tilbury", "2030-01-01", "Boards are shown from yesterday")]
    public async Task WatchingWhatIsNotThere_IsRefusedInWords(string hub, string date, string words)
    {
        using var screen = await Screen.Open(web, "receptionist");
        await screen.Watch(hub, date);
        Assert.Contains(words, await screen.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FifthBoardOnOneConnection_IsRefused()
    {
        using var screen = await Screen.Open(web, "receptionist");
        foreach (var day in new[] { 24, 25, 26, 27, 28 })
            await screen.Watch("tilbury", $"2026-11-{day}");
        Assert.Contains("at most 4", await screen.Refusal(), StringComparison.Ordinal);
    }

    private async Task Book(string start)
    {
        var answer = await web.Grains.Today.Book(
            new BookAppointment(
                new CommandInfo(
                    new CommandId($"book-{start}"),
                    "f",
                    new Actor(Role.Receptionist, "test")
                ),
                SampleDay.Bloods,
                TimeOnly.Parse(start, CultureInfo.InvariantCulture),
                SampleNetwork.BloodTest,
                new SealedDetails(new ResidentId("r-1"), "sealed"),
                []
            )
        );
        Assert.Null(answer.Refusal);
    }

    private static (long, long) Versions(JsonElement change) =>
        (change.GetProperty("from").GetInt64(), change.GetProperty("to").GetInt64());
}
