using System.Collections.Immutable;
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
                Answered = diary.Answered.ToImmutableDictionary(
                    answered => answered.Key,
                    answered => answered.Value with { At = default }
                ),
            }
        );
        for (var i = 0; i < 300; i++)
            ChangeRoomState(after: AnsweredCommands.Kept / 301);

        Assert.NotNull(day.Book("09:20", key: "the click").Receipt);
    }

    private void ChangeRoomState(TimeSpan after)
    {
        day.At(day.Now + after);
        isClean = !isClean;
        var state = isClean ? RoomState.Ready : RoomState.NeedsCleaning;
        Receipt<RoomReceipt>(day.Do(new SetRoomState(day.Info(), new("c1"), state)));
    }
}
