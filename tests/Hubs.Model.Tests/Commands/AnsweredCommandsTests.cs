using System.Text.Json;
using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Commands;

public class AnsweredCommandsTests
{
    private readonly Diaries.TuesdayAtTilbury day = WithBloodTests();
    private bool isClean = true;

    [Fact]
    public void Answers_OverManyMonths_DoNotPileUp()
    {
        // Four an hour for three months: some 1,350 within two weeks.
        for (var i = 0; i < 4 * 24 * 90; i++)
            ChangeRoomState(after: TimeSpan.FromMinutes(15));

        Assert.InRange(day.Diary.Answered.Count, 1_344, 1_344 + 129);
    }

    [Fact]
    public void Repeat_WithinTheTimeAnswersAreKept_GetsTheFirstAnswer()
    {
        var first = day.Book("09:20", key: "the click");
        for (var i = 0; i < 300; i++)
            ChangeRoomState(after: AnsweredCommands.Kept / 301);

        Assert.Equal(first.Receipt, day.Book("09:20", key: "the click").Receipt);
    }

    [Fact]
    public void AnswerFromBeforeAnswersHadATime_IsKeptAsLongAsANewOne()
    {
        day.Book("09:20", key: "the click");
        day.Restore(diary =>
            diary with
            {
                Answered = new(
                    diary.Answered.All.Select(answered =>
                        KeyValuePair.Create(answered.Key, answered.Value with { At = default })
                    )
                ),
            }
        );
        for (var i = 0; i < 300; i++)
            ChangeRoomState(after: AnsweredCommands.Kept / 301);

        Assert.NotNull(day.Book("09:20", key: "the click").Receipt);
    }

    [Fact]
    public void TwoDiariesThatFollowOne_EachKnowTheirOwnAnswersOnly()
    {
        var before = day.Diary;
        day.Book("09:20", key: "one");
        var one = day.Diary;
        day.Restore(_ => before);
        day.Book("09:20", key: "other");
        var other = day.Diary;

        Assert.Equal(
            [(false, false), (true, false), (false, true)],
            new[] { before, one, other }.Select(diary =>
                (diary.Answered.ContainsKey(new("one")), diary.Answered.ContainsKey(new("other")))
            )
        );
    }

    [Fact]
    public void Answers_WrittenAndReadAgain_AreTheSame()
    {
        day.Book("09:20", key: "click");
        var json = JsonSerializer.Serialize(day.Diary, HubsJson.Default.Diary);
        var read = JsonSerializer.Deserialize(json, HubsJson.Default.Diary)!;

        Assert.Contains("\"click\":{", json, StringComparison.Ordinal);
        Assert.Equal(day.Diary.Answered.All[^1], read.Answered.All[^1]);
        Assert.Equal(json, JsonSerializer.Serialize(read, HubsJson.Default.Diary));
    }

    private void ChangeRoomState(TimeSpan after)
    {
        day.At(day.Now + after);
        isClean = !isClean;
        var state = isClean ? RoomState.Ready : RoomState.NeedsCleaning;
        Receipt<RoomReceipt>(day.Do(new SetRoomState(day.Info(), new("c1"), state)));
    }
}
