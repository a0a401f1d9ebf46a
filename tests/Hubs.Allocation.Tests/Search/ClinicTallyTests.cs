namespace Hubs.Allocation.Tests.Search;

public class ClinicTallyTests
{
    /// <summary>Clinic 1 of two has sessions on days 0, 0 and 3 of five.</summary>
    private static ClinicTally Tally()
    {
        var tally = new ClinicTally(2, 5);
        tally.Add(1, 0);
        tally.Add(1, 0);
        tally.Add(1, 3);
        return tally;
    }

    [Fact]
    public void Distinct_CountsEachValueOnce()
    {
        Assert.Equal(2, Tally().Distinct(1));
        Assert.Equal(0, Tally().Distinct(0));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 2)]
    [InlineData(3, 1)]
    public void DistinctWithout_LeavesOneSessionOut(int own, int expected) =>
        Assert.Equal(expected, Tally().DistinctWithout(1, own));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(3, 3, false)]
    [InlineData(3, -1, true)]
    [InlineData(1, -1, false)]
    public void HasWithout_LeavesOneSessionOut(int value, int own, bool expected) =>
        Assert.Equal(expected, Tally().HasWithout(1, value, own));

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(0, 3, 2)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 4, 2)]
    public void DistinctAfter_IsWhatChangingWouldLeave(int from, int to, int expected)
    {
        var tally = Tally();

        Assert.Equal(expected, tally.DistinctAfter(1, from, to));

        tally.Remove(1, from);
        tally.Add(1, to);
        Assert.Equal(expected, tally.Distinct(1));
    }
}
