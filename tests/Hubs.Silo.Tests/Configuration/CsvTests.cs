using System.Text;
using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

public sealed class CsvTests
{
    private static readonly Network Sample = SampleFiles.Read();

    [Theory]
    [InlineData(CsvKind.Rooms, 94)]
    [InlineData(CsvKind.Clinics, 465)]
    [InlineData(CsvKind.Clinicians, 233)]
    public void Export_ReadBack_ChangesNothing(CsvKind kind, int rows)
    {
        var preview = CsvImport.Read(kind, new MemoryStream(CsvExport.Write(kind, Sample)), Sample);

        Assert.Empty(preview.Faults);
        Assert.Equal(rows, preview.Unchanged.Length);
        Assert.Empty(preview.Added);
        Assert.Empty(preview.Changed);
        Assert.Equal(
            CsvExport.Write(kind, Sample),
            CsvExport.Write(kind, Assert.IsType<Network>(preview.Result))
        );
    }

    [Theory]
    [InlineData(CsvKind.Rooms, "rooms.csv", 2, 1)]
    [InlineData(CsvKind.Clinics, "clinics.csv", 2, 0)]
    [InlineData(CsvKind.Clinicians, "clinicians.csv", 2, 0)]
    public async Task SampleSpreadsheet_IsAccepted(
        CsvKind kind,
        string file,
        int added,
        int changed
    )
    {
        await using var stream = File.OpenRead(Path.Combine(SampleFiles.Csv, file));

        var preview = await CsvImport.ReadAsync(kind, stream, Sample, CancellationToken.None);

        Assert.Empty(preview.Faults);
        Assert.Equal((added, changed), (preview.Added.Length, preview.Changed.Length));
    }

    [Theory]
    [InlineData("id,capacity,name\r\ntil-c1,5,\"Room \"\"One\"\", ground floor\"\r\n")]
    [InlineData("\uFEFFid;capacity;name\r\ntil-c1;5;\"Room \"\"One\"\", ground floor\"\r\n")]
    [InlineData("ID\tCapacity\tName\ntil-c1\t5\t\"Room \"\"One\"\", ground floor\"\n\n")]
    public void Row_ForARoomThatExists_ChangesOnlyTheColumnsGiven(string csv)
    {
        var preview = Import(CsvKind.Rooms, csv);

        Assert.Empty(preview.Faults);
        var change = Assert.Single(preview.Changed);
        Assert.Equal("til-c1", change.Id);
        Assert.Equal(
            [
                new FieldChange("name", "Consulting room 1", "Room \"One\", ground floor"),
                new FieldChange("capacity", "4", "5"),
            ],
            change.Fields.AsEnumerable()
        );
        Assert.Equal(
            Find(Sample, "til-c1") with
            {
                Capacity = 5,
                Name = "Room \"One\", ground floor",
            },
            Find(preview.Result!, "til-c1"),
            SameRoom
        );
    }

    [Fact]
    public void Row_ForANewRoom_IsAddedAtItsHub()
    {
        var preview = Import(
            CsvKind.Rooms,
            "id,hub,name,type,capacity,hours\npur-x,purfleet,Extra,consulting,3,mon-fri 09:00-12:00"
        );

        Assert.Empty(preview.Faults);
        Assert.Equal([new ImportedRow("pur-x", "Extra")], preview.Added.AsEnumerable());
        Assert.Equal(5, Find(preview.Result!, "pur-x").Hours.Length);
        Assert.Null(
            Sample.Hubs.SelectMany(h => h.Rooms).FirstOrDefault(r => r.Id.Value == "pur-x")
        );
    }

    [Fact]
    public void Clinic_RemovedByYes_IsGone_AndThePathwayThatNamedItIsTold()
    {
        var pathway = Sample.Pathways[0];

        var preview = Import(CsvKind.Clinics, $"id,remove\n{pathway.Clinics[0]},yes");

        Assert.Equal(pathway.Clinics[0].Value, Assert.Single(preview.Removed).Id);
        Assert.Contains(
            preview.Faults,
            f =>
                f.Path == $"pathway {pathway.Id}"
                && f.Sentence.StartsWith(
                    $"clinics '{pathway.Clinics[0]}' is not a clinic",
                    StringComparison.Ordinal
                )
        );
        Assert.Null(preview.Result);
    }

    [Fact]
    public void Room_NobodyNeeds_CanBeRemoved()
    {
        var preview = Import(CsvKind.Rooms, "id,remove\ntil-o1,yes");

        Assert.Empty(preview.Faults);
        Assert.Equal("til-o1", Assert.Single(preview.Removed).Id);
        Assert.DoesNotContain(
            preview.Result!.Hubs.SelectMany(h => h.Rooms),
            r => r.Id.Value == "til-o1"
        );
    }

    [Theory]
    [InlineData(
        "id,type\ntil-c1,examnation",
        "row 2 column type 'examnation' is not a room type (did you mean 'examination'?)"
    )]
    [InlineData(
        "id,capacity\ntil-c1,4\ntil-c2,four",
        "row 3 column capacity 'four' is not a whole number"
    )]
    [InlineData("id,capacity\ntil-c1,\n", "row 2 column capacity is empty")]
    [InlineData(
        "id,capasity\ntil-c1,4",
        "row 1 'capasity' is not a column of rooms.csv (did you mean 'capacity'?)"
    )]
    [InlineData("id,area,area\ntil-c1,4,4", "row 1 'area' is a column twice")]
    [InlineData("name\nx", "row 1 has no column 'id'; the columns are id, hub, name")]
    [InlineData("id\ntil c1", "row 2 column id 'til c1' is not an id")]
    [InlineData("id\ntil-c1\n\ntil-c1", "row 4 column id 'til-c1' stands in row 2 already")]
    [InlineData("id,name\nnew-1,New", "row 2 column hub is missing: 'new-1' is new")]
    [InlineData(
        "id,hub\ntil-c1,tilbry",
        "row 2 column hub 'tilbry' is not a hub (did you mean 'tilbury'?)"
    )]
    [InlineData(
        "id,remove\ntil-c99,yes",
        "row 2 column id 'til-c99' is not a room, so cannot be removed (did you mean"
    )]
    [InlineData("id,remove\ntil-c1,perhaps", "row 2 column remove 'perhaps' is neither yes nor no")]
    [InlineData(
        "id,hours\ntil-c1,sun 09:00-10:00",
        "row 2 column hours 'sun 09:00-10:00' is outside the hours of tilbury (closed on Sunday)"
    )]
    [InlineData(
        "id,linked_rooms\ntil-c1,til-c2",
        "row 2 column linked_rooms 'til-c2' does not list 'til-c1' in turn"
    )]
    [InlineData(
        "id,turnaround_after\ntil-c1,PT7M",
        "row 2 column turnaround_after 'PT7M' is not a multiple of five minutes"
    )]
    [InlineData(
        "id,features\ntil-c1,couch coach",
        "row 2 column features 'coach' is not on the list of features in network.json (did you mean 'couch'?)"
    )]
    [InlineData("id,name\ntil-c1,a,b,c", "row 2 has 4 cells, and there are 2 columns")]
    [InlineData("id,name\ntil-c1,\"a", "row 2 opens a quotation mark that is never closed")]
    [InlineData("id,name\ntil-c1,a\"b", "row 2 has a stray quotation mark")]
    [InlineData("", "is empty: the first row must hold the names of the columns")]
    public void Rooms_WithOneThingWrong_AreToldWhereAndWhatWouldBeRight(string csv, string expected)
    {
        var preview = Import(CsvKind.Rooms, csv);

        Assert.Contains(
            preview.Faults,
            f => f.ToString().StartsWith($"rooms.csv {expected}", StringComparison.Ordinal)
        );
        Assert.Null(preview.Result);
    }

    [Theory]
    [InlineData(
        "id,clinicians\nTIL,nobody-here",
        "row 2 column clinicians 'nobody-here' is not a clinician"
    )]
    [InlineData(
        "id,recurrence,sessions_per_week\nTIL,FREQ=SOMETIMES,",
        "row 2 column recurrence 'FREQ=SOMETIMES'"
    )]
    [InlineData("id,length\nTIL,3 hours", "row 2 column length '3 hours' is not a duration")]
    [InlineData("id,room_types\nTIL,office", "row 2 column room_types no room at tilbury suits")]
    [InlineData("id,equipment\nTIL,hoist*x", "row 2 column equipment 'x' is not a whole number")]
    public void Clinics_WithOneThingWrong_AreToldWhereAndWhatWouldBeRight(
        string csv,
        string expected
    )
    {
        var clinic = Sample.Clinics.First(c =>
            c.Hubs.Length == 1 && c.Hubs[0].Value == "tilbury" && c.SessionsPerWeek > 0
        );

        var preview = Import(
            CsvKind.Clinics,
            csv.Replace("TIL", clinic.Id.Value, StringComparison.Ordinal)
        );

        Assert.Contains(
            preview.Faults,
            f => f.ToString().StartsWith($"clinics.csv {expected}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ManyFaults_AreToldTogether() =>
        Assert.Equal(
            ["row 2 column capacity", "row 3 column type", "row 4 column area"],
            Import(
                CsvKind.Rooms,
                "id,type,capacity,area\ntil-c1,consulting,x,1\ntil-c2,y,4,1\ntil-c3,consulting,4,z"
            )
                .Faults.Select(f => f.Path)
        );

    [Fact]
    public void Export_OfANameLikeAFormula_CannotRun_AndReadsBackAsItWas()
    {
        var odd = Import(CsvKind.Rooms, "id,name\ntil-c1,\"=HYPERLINK(\"\"http://x\"\")\"").Result!;

        var csv = CsvExport.Write(CsvKind.Rooms, odd);

        Assert.Contains(
            "\"'=HYPERLINK(\"\"http://x\"\")\"",
            Encoding.UTF8.GetString(csv),
            StringComparison.Ordinal
        );
        var preview = CsvImport.Read(CsvKind.Rooms, new MemoryStream(csv), odd);
        Assert.Empty(preview.Changed);
        Assert.Equal("=HYPERLINK(\"http://x\")", Find(preview.Result!, "til-c1").Name);
    }

    [Fact]
    public void File_LargerThan5Megabytes_IsRefused() =>
        Assert.Equal(
            "is larger than 5 MB: import it in parts",
            Assert
                .Single(
                    CsvImport
                        .Read(
                            CsvKind.Rooms,
                            new MemoryStream(new byte[5 * 1024 * 1024 + 1]),
                            Sample
                        )
                        .Faults
                )
                .Sentence
        );

    [Fact]
    public void File_WithMoreThan10000Rows_IsRefused()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 10_001).Select(i => $"room-{i}"));

        Assert.Equal(
            "has more than 10000 rows: import it in parts",
            Assert.Single(Import(CsvKind.Rooms, $"id\n{rows}").Faults).Sentence
        );
    }

    [Fact]
    public void File_InAnOldEncoding_IsRefusedWithWhatToDo() =>
        Assert.StartsWith(
            "is not UTF-8 text",
            Assert
                .Single(
                    CsvImport
                        .Read(
                            CsvKind.Rooms,
                            new MemoryStream(Encoding.Latin1.GetBytes("id,name\ntil-c1,Café")),
                            Sample
                        )
                        .Faults
                )
                .Sentence,
            StringComparison.Ordinal
        );

    private static ImportPreview Import(CsvKind kind, string csv) =>
        CsvImport.Read(kind, new MemoryStream(Encoding.UTF8.GetBytes(csv)), Sample);

    private static Room Find(Network network, string id) =>
        network.Hubs.SelectMany(h => h.Rooms).Single(r => r.Id.Value == id);

    private static bool SameRoom(Room a, Room b) =>
        a with
        {
            Features = [],
            Hours = [],
            LinkedRooms = [],
            OnlyFor = [],
        } == b with { Features = [], Hours = [], LinkedRooms = [], OnlyFor = [] }
        && a.Features.SequenceEqual(b.Features)
        && a.Hours.SequenceEqual(b.Hours);
}
