using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

public class DiaryHistoryTests
{
    [Theory]
    [InlineData(1, "Hours, rooms and equipment set. Blood tests 09:00-10:00 in Consulting 2")]
    [InlineData(4, "Hours, rooms and equipment set. 4 sessions placed")]
    public void SessionsOfAPublishedWeek_AreNamedWhenFew_AndCountedWhenMany(
        int sessions,
        string told
    )
    {
        var day = new TuesdayAtTilbury();
        day.Publish([
            .. Enumerable
                .Range(9, sessions)
                .Select(hour => Session($"s{hour}", "c2", $"{hour:00}:00", $"{hour + 1:00}:00")),
        ]);

        var lines = DiaryHistory.Lines(day.Diary, day.Entries, hub => hub.Value);

        Assert.Equal(told, Assert.Single(lines).What);
    }

    [Fact]
    public void AnotherHub_GoesByItsName()
    {
        var day = WithBloodTests();
        day.Do(
            new RegisterWalkIn(day.Info(), new("blood-tests"), null, null, null, new HubId("grays"))
        );

        var lines = DiaryHistory.Lines(day.Diary, day.Entries, _ => "Grays");

        Assert.Equal("W01 came and was sent to Grays", lines[0].What);
    }
}
