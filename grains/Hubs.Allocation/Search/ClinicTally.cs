namespace Hubs.Allocation;

/// <summary>
/// How many of a clinic's sessions have each value of something (weekday, room), and how many different values there are.
/// </summary>
internal sealed class ClinicTally(int clinics, int values)
{
    private readonly ushort[] count = new ushort[clinics * values];
    private readonly int[] distinct = new int[clinics];

    public int Distinct(int clinic) => distinct[clinic];

    /// <summary>Different values among the clinic's sessions, one of which has <paramref name="own"/> (-1 for none) and is left out.</summary>
    public int DistinctWithout(int clinic, int own) =>
        own >= 0 && count[clinic * values + own] == 1 ? distinct[clinic] - 1 : distinct[clinic];

    /// <summary>Whether any of the clinic's sessions has a value, one of them, which has <paramref name="own"/>, left out.</summary>
    public bool HasWithout(int clinic, int value, int own) =>
        count[clinic * values + value] > (own == value ? 1 : 0);

    /// <summary>Different values once one of the clinic's sessions changes from one value to another.</summary>
    public int DistinctAfter(int clinic, int from, int to)
    {
        var row = count.AsSpan(clinic * values, values);
        return distinct[clinic] - (row[from] == 1 ? 1 : 0) + (row[to] == 0 ? 1 : 0);
    }

    public void Add(int clinic, int value)
    {
        if (count[clinic * values + value]++ == 0)
            distinct[clinic]++;
    }

    public void Remove(int clinic, int value)
    {
        if (--count[clinic * values + value] == 0)
            distinct[clinic]--;
    }
}
