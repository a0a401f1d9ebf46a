using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>One import: rows read over what is there, compared, put together and checked.</summary>
internal sealed partial class CsvMerge<TRow>(Sheet<TRow> sheet, Network current)
{
    private const string Id = "id";
    private const string Remove = "remove";

    private readonly List<Fault> _faults = [];
    private readonly HashSet<object> _damaged = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, int> _rowNumbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is there now, in order, and later what would be.</summary>
    private readonly OrderedDictionary<string, TRow> _rows = new(
        sheet.RowsOf(current).Select(row => KeyValuePair.Create(sheet.Title(row).Id, row)),
        StringComparer.Ordinal
    );

    private ImportPreview _preview = new() { Kind = sheet.Kind };

    public ImportPreview Read(byte[] bytes)
    {
        if (
            CsvTable.Read(bytes, (path, sentence) => Report(path, null, sentence)) is { } table
            && ColumnsAreKnown(table)
        )
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (number, cells) in table.Rows)
                Merge(number, CellsByColumn(table, cells), seen);
            if (_faults.Count == 0 || _damaged.Count > 0)
                Check();
        }
        return _preview with
        {
            Faults = [.. _faults],
            Result = _faults.Count == 0 ? Result() : null,
        };
    }

    private Network Result() => sheet.Replace(current, [.. _rows.Values]);

    private bool ColumnsAreKnown(CsvTable table)
    {
        var known = sheet.Columns.Select(c => c.Name).Prepend(Id).Append(Remove).ToList();
        foreach (var name in table.Columns.Where(name => name.Length > 0 && !known.Contains(name)))
            Report(
                "row 1",
                name,
                $"'{name}' is not a column of {sheet.File}{Suggestion.For(name, known)}"
            );
        foreach (
            var group in table
                .Columns.Where(n => n.Length > 0)
                .GroupBy(n => n)
                .Where(g => g.Count() > 1)
        )
            Report("row 1", group.Key, $"'{group.Key}' is a column twice");
        if (!table.Columns.Contains(Id))
            Report(
                "row 1",
                null,
                $"has no column 'id'; the columns are {string.Join(", ", known)}"
            );
        return _faults.Count == 0;
    }

    private static Dictionary<string, string> CellsByColumn(
        CsvTable table,
        ImmutableArray<string> cells
    ) =>
        table
            .Columns.Index()
            .Where(column => column.Item.Length > 0)
            .ToDictionary(
                column => column.Item,
                column => column.Index < cells.Length ? cells[column.Index] : ""
            );

    private void Merge(int number, Dictionary<string, string> cells, Dictionary<string, int> seen)
    {
        var id = cells[Id];
        if (!IdText.IsValid(id))
        {
            _ = Words.ReadId<RoomId>(id, out var problem);
            Report(At(number, Id), id, problem);
        }
        else if (!seen.TryAdd(id, number))
            Report(At(number, Id), id, $"'{id}' stands in row {seen[id]} already");
        else if (IsRemoved(number, cells) is { } isRemoved)
        {
            if (isRemoved)
                Take(number, id);
            else
                Put(number, id, cells);
        }
    }

    private bool? IsRemoved(int number, Dictionary<string, string> cells)
    {
        var text = cells.GetValueOrDefault(Remove, "");
        switch (text.ToLowerInvariant())
        {
            case "" or "no":
                return false;
            case "yes":
                return true;
            default:
                Report(At(number, Remove), text, $"'{text}' is neither yes nor no");
                return null;
        }
    }

    private void Take(int number, string id)
    {
        if (_rows.Remove(id, out var gone))
            _preview = _preview with { Removed = _preview.Removed.Add(sheet.Title(gone)) };
        else
            Report(
                At(number, Id),
                id,
                $"'{id}' is not a {sheet.Noun}, so cannot be removed{Suggestion.For(id, _rows.Keys)}"
            );
    }

    private void Put(int number, string id, Dictionary<string, string> cells)
    {
        var isKnown = _rows.TryGetValue(id, out var before);
        var row = isKnown ? before! : sheet.Blank(id);
        var faultsBefore = _faults.Count;
        foreach (var column in sheet.Columns)
        {
            var isGiven = cells.TryGetValue(column.Name, out var text);
            if (column.IsRequired && (isGiven ? text!.Length == 0 : !isKnown))
                Report(
                    At(number, column.Name),
                    null,
                    isGiven ? "is empty" : $"is missing: '{id}' is new"
                );
            else if (isGiven)
                row = column.Read(
                    row,
                    new CsvCell(
                        text!,
                        (value, sentence) => Report(At(number, column.Name), value, sentence)
                    )
                );
        }
        _rows[id] = row;
        _rowNumbers[sheet.Subject(row)] = number;
        if (_faults.Count > faultsBefore)
            _damaged.Add(sheet.Subject(row));
        else
            Compare(isKnown ? before : default, row);
    }

    private void Compare(TRow? before, TRow after)
    {
        var title = sheet.Title(after);
        ImmutableArray<FieldChange> changes = before is null
            ? []
            :
            [
                .. sheet
                    .Columns.Select(c => new FieldChange(c.Name, c.Write(before), c.Write(after)))
                    .Where(change => change.Before != change.After),
            ];
        _preview =
            before is null ? _preview with { Added = _preview.Added.Add(title) }
            : changes.IsEmpty ? _preview with { Unchanged = _preview.Unchanged.Add(title) }
            : _preview with
            {
                Changed = _preview.Changed.Add(new ImportedChange(title.Id, title.Name, changes)),
            };
    }

    /// <summary>What would be wrong with the whole network afterwards and is not wrong with it now.</summary>
    private void Check()
    {
        var known = NetworkCheck.Run(current).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var unread = _faults.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (
            var row in _rows
                .Values.OfType<RoomRow>()
                .Where(row => row.Hub.Value is not null && current.Hubs.All(h => h.Id != row.Hub))
        )
            Report(
                At(_rowNumbers[row.Room], "hub"),
                row.Hub.Value,
                $"'{row.Hub}' is not a hub{Suggestion.For(row.Hub.Value, current.Hubs.Select(h => h.Id.Value))}"
            );
        foreach (var finding in NetworkCheck.Run(Result(), _damaged.Contains))
        {
            if (_rowNumbers.TryGetValue(finding.Subject, out var number))
            {
                var path = At(number, ColumnOf(finding.Property));
                if (!unread.Contains(path))
                    Report(path, finding.Value, finding.Sentence);
            }
            else if (!known.Contains(NameOf(finding)))
                Report(
                    Described(finding.Subject),
                    finding.Value,
                    $"{ColumnOf(finding.Property)} {finding.Sentence}"
                );
        }
    }

    /// <summary>"linkedRooms[0]" is column linked_rooms; "room.types" room_types; "clinicians[1].anyOf[0]" clinicians.</summary>
    private static string ColumnOf(string property)
    {
        var plain = Indexes().Replace(property, "");
        if (plain == "room")
            return "room_types";
        if (plain.StartsWith("room.", StringComparison.Ordinal))
            plain = plain.Replace('.', '_');
        return Capitals().Replace(plain.Split('.')[0], m => $"_{m.Value.ToLowerInvariant()}");
    }

    private static string NameOf(Finding finding) =>
        $"{Described(finding.Subject)} {finding.Property} {finding.Sentence}";

    private static string Described(object subject) =>
        subject switch
        {
            Room room => $"room {room.Id}",
            Clinic clinic => $"clinic {clinic.Id}",
            Clinician clinician => $"clinician {clinician.Id}",
            Hub hub => $"hub {hub.Id}",
            Service service => $"service {service.Id}",
            Pathway pathway => $"pathway {pathway.Id}",
            _ => subject.GetType().Name,
        };

    private static string At(int number, string column) => $"row {number} column {column}";

    private void Report(string path, string? value, string sentence) =>
        _faults.Add(new Fault(sheet.File, path, value, sentence));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indexes();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capitals();
}
